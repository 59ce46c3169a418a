import DossierCore

/// Which method is called: its service with the package, and the method without.
public struct MethodName: Sendable, Hashable {
    /// "dossier.v1.Incidents".
    public let service: String
    /// "GetIncident".
    public let method: String

    /// The method of a service.
    public init(_ service: String, _ method: String) {
        self.service = service
        self.method = method
    }

    /// Whether it only reads, so that repeating it is safe: by its name, which says so of the standard methods Get, List and
    /// BatchGet of any service (AIP-131, 132, 231), and of what the record's own services have besides.
    public var isRead: Bool {
        let ofRecord = service.hasPrefix("dossier.v1.") ? ["Count", "Trace"] : []
        return (["Get", "List", "BatchGet"] + ofRecord).contains { verb in
            method.hasPrefix(verb) && method.dropFirst(verb.count).first?.isUppercase == true
        }
    }

    /// From "dossier.v1.Incidents/GetIncident". INVALID_ARGUMENT for anything else.
    public init(_ text: String) throws(Status) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw Status(
                .invalidArgument,
                "\"\(text)\" is not a method; write SERVICE/METHOD, as dossier.v1.Incidents/GetIncident"
            )
        }
        self.init(String(parts[0]), String(parts[1]))
    }
}

extension MethodName: CustomStringConvertible {
    /// SERVICE/METHOD.
    public var description: String { "\(service)/\(method)" }
}
