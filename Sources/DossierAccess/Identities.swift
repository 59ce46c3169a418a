import DossierCore

/// Who is known, at one time. Immutable.
final class Identities: Sendable {
    private struct Known<Entry: Sendable & Equatable>: Sendable {
        let entry: Entry
        let identity: Identity
    }

    private let tokens: [TokenHash: Known<TokenEntry>]
    private let certificates: [String: Known<CertificateEntry>]
    /// Until when each caller is known.
    private let expiries: [ObjectIdentifier: Int64]

    /// Those of a file. Whoever stands there as before is the same caller as before.
    init(_ file: IdentityFile, after earlier: Identities?) {
        var tokens: [TokenHash: Known<TokenEntry>] = [:]
        for entry in file.tokens {
            let known = earlier?.tokens[entry.hash]
            tokens[entry.hash] =
                if let known, known.entry == entry { known } else {
                    Known(entry: entry, identity: Identity(entry.grant.caller, expires: entry.expires ?? .max))
                }
        }
        var certificates: [String: Known<CertificateEntry>] = [:]
        for entry in file.certificates {
            let known = earlier?.certificates[entry.name]
            certificates[entry.name] =
                if let known, known.entry == entry { known } else {
                    Known(entry: entry, identity: Identity(entry.grant.caller, expires: .max))
                }
        }
        self.tokens = tokens
        self.certificates = certificates
        let all = tokens.values.map(\.identity) + certificates.values.map(\.identity)
        expiries = Dictionary(all.map { (ObjectIdentifier($0.caller), $0.expires) }) { first, _ in first }
    }

    var counts: (tokens: Int, certificates: Int) { (tokens.count, certificates.count) }

    /// Who shows a token. It is looked up by its hash: how long that takes tells nothing of the tokens that are known,
    /// for nobody can choose a hash digit by digit.
    func identity(authorization: String, now: Int64) throws(Status) -> Identity {
        let token = try Token.of(authorization: authorization)
        guard let known = tokens[TokenHash(of: token)] else {
            throw Status(.unauthenticated, "the token is not known here, or has been revoked; ask for another")
        }
        guard known.identity.expires > now else {
            let end = IdentityTime.text(known.identity.expires)
            throw Status(
                .unauthenticated,
                "the token of \(known.entry.grant.subject) expired at \(end); ask for another"
            )
        }
        return known.identity
    }

    /// Who shows a certificate: it must have one name that is known, and no two.
    func identity(certificate: ClientCertificate, now: Int64) throws(Status) -> Identity {
        let found = Set(certificate.names).compactMap { certificates[$0] }
        guard let known = found.first else {
            let names = certificate.names.isEmpty ? "none" : certificate.names.joined(separator: ", ")
            throw Status(
                .unauthenticated,
                "no alternative name of the client's certificate is known here (it has \(names.prefix(500)))"
            )
        }
        guard found.count == 1 else {
            let names = found.map(\.entry.name).sorted().joined(separator: " and ")
            throw Status(.unauthenticated, "the client's certificate names several who are known here: \(names)")
        }
        guard certificate.expires > now else {
            let end = IdentityTime.text(certificate.expires)
            throw Status(.unauthenticated, "the client's certificate expired at \(end); connect with a new one")
        }
        return Identity(known.identity.caller, expires: certificate.expires)
    }

    /// Whether a caller is still known as what he was found to be.
    func stands(_ caller: Caller, now: Int64) -> Bool {
        caller === Caller.anonymous || expiries[ObjectIdentifier(caller)].map { $0 > now } ?? false
    }
}

extension Grant {
    fileprivate var caller: Caller { Caller(subject: subject, role: roles.max(), clearance: clearance) }
}
