/// One client certificate of the file of identities.
public struct CertificateEntry: Sendable, Equatable {
    /// An alternative name of its subject, with its type, as `ClientCertificate.names` has them.
    ///
    /// Not the common name: what kind of name that is nobody can tell (RFC 9525, 2), so that an authority which checks
    /// names of hosts may sign one that reads like a person's.
    public let name: String
    /// What who shows it may do.
    public let grant: Grant

    /// An entry by its parts.
    public init(name: String, grant: Grant) {
        self.name = name
        self.grant = grant
    }

    /// Why no certificate has that name; nil when one can.
    static func objection(toName name: String) -> String? {
        let form = /(?:dns:[a-z0-9.*_\-]+|email:[!-~]+@[!-~]+|uri:[a-z][a-z0-9+.\-]*:[!-~]+)/
        return name.wholeMatch(of: form) != nil ? nil : "a name is dns:HOST in lower case, email:ADDRESS or uri:URI"
    }
}
