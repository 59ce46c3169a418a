import DossierAccess
import DossierCore
import DossierTransport

/// Says who calls and what he may: before a module is entered.
final class AccessControl: Sendable {
    let identities: IdentityDirectory
    private let allowances: Allowances?

    /// - Parameter rate: of each subject; nil: as many calls as he likes.
    init(_ identities: IdentityDirectory, rate: CallRate?) {
        self.identities = identities
        allowances = rate.map { Allowances($0) }
    }

    /// Who makes a call. On the event loop of its connection.
    /// - Parameter begins: the call counts for his rate; else it is only looked at whether there is room for it.
    /// - Throws: UNAUTHENTICATED when nobody knows him, PERMISSION_DENIED when he may not, RESOURCE_EXHAUSTED when he
    ///   calls too often.
    func caller(of method: HostedMethod, _ metadata: Metadata, _ peer: Peer, begins: Bool) throws(Denial) -> Identity {
        if case .open = method.access { return .anonymous }
        let found: RememberedCaller
        do throws(Status) {
            found = try self.caller(metadata, peer)
        } catch {
            throw Denial(status: error, subject: nil, failure: .denied)
        }
        let caller = found.identity.caller
        guard method.access.admits(caller) else {
            throw Denial(status: .denied(caller, method), subject: caller.subject, failure: .denied)
        }
        if let allowance = found.allowance {
            let now = MonotonicClock.now()
            let wait = begins ? allowance.take(at: now) : allowance.wait(at: now)
            guard wait == 0 else {
                throw Denial(status: .tooOften(caller, wait: wait), subject: caller.subject, failure: .overRate)
            }
        }
        return found.identity
    }

    /// As last time by this connection, as long as nothing has changed: so most calls hash nothing.
    private func caller(_ metadata: Metadata, _ peer: Peer) throws(Status) -> RememberedCaller {
        let generation = identities.generation
        if let last = peer.remembered, last.generation == generation,
            last.identity.expires == .max || last.identity.expires > WallClock.now()
        {
            if last.cameWith(metadata) { return last }
            if last.authorization == (try metadata.authorization) { return last }
        }
        let authorization = try metadata.authorization
        let identity = try identities.identify(
            authorization: authorization,
            certificate: peer.certificate,
            now: WallClock.now()
        )
        let found = RememberedCaller(
            metadata: metadata,
            authorization: authorization,
            generation: generation,
            identity: identity,
            allowance: allowances?.allowance(of: identity.caller.subject, generation)
        )
        peer.remembered = found
        return found
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
    fileprivate static func tooOften(_ caller: Caller, wait: Int64) -> Status {
        let milliseconds = (wait + 999_999) / 1_000_000
        return .busy("\(caller.subject) calls too often; call again in \(milliseconds) ms", retryAfter: wait)
    }

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
