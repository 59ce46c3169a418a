import DossierAccess
import DossierCore
import DossierTransport
import Logging

/// Says who calls and what he may: before a module is entered.
final class AccessControl: Sendable {
    let identities: IdentityDirectory
    private let denials: RefusalLog

    init(_ identities: IdentityDirectory, logger: Logger) {
        self.identities = identities
        denials = RefusalLog(logger, "denied")
    }

    /// Who makes a call. On the event loop of its connection.
    /// - Throws: UNAUTHENTICATED when nobody knows him, PERMISSION_DENIED when he may not; it is logged.
    func caller(of method: HostedMethod, _ metadata: Metadata, _ peer: Peer) throws(Status) -> Caller {
        if case .open = method.access { return .anonymous }
        let caller: Caller
        do throws(Status) {
            caller = try self.caller(metadata, peer)
        } catch {
            denials.note(subject: nil, peer, method, error)
            throw error
        }
        guard method.access.admits(caller) else {
            let denial = Status.denied(caller, method)
            denials.note(subject: caller.subject, peer, method, denial)
            throw denial
        }
        return caller
    }

    /// As last time by this connection, as long as nothing has changed: so most calls hash nothing.
    private func caller(_ metadata: Metadata, _ peer: Peer) throws(Status) -> Caller {
        let authorization = try metadata.authorization
        let generation = identities.generation
        if let last = peer.remembered, last.generation == generation, last.authorization == authorization,
            last.identity.expires == .max || last.identity.expires > WallClock.now()
        {
            return last.identity.caller
        }
        let identity = try identities.identify(
            authorization: authorization,
            certificate: peer.certificate,
            now: WallClock.now()
        )
        peer.remembered = RememberedCaller(
            authorization: authorization,
            generation: generation,
            identity: identity
        )
        return identity.caller
    }
}

extension Metadata {
    /// What proves who calls, if anything does. Two might mean two callers.
    fileprivate var authorization: String? {
        get throws(Status) {
            var found: String?
            for entry in entries where entry.name == "authorization" {
                guard found == nil else { throw Status(.unauthenticated, "authorization came twice; send it once") }
                found = entry.value
            }
            return found
        }
    }
}

extension Status {
    fileprivate static func denied(_ caller: Caller, _ method: HostedMethod) -> Status {
        guard case .role(let least) = method.access else { return Status(.permissionDenied, "not allowed") }
        let has = caller.role.map { "has the role \($0.rawValue)" } ?? "has none"
        let needed = "the role \(least.rawValue)\(least == .admin ? "" : " or a higher one")"
        return Status(
            .permissionDenied,
            "\(caller.subject) may not call \(method.path): it takes \(needed), and he \(has)"
        )
    }
}
