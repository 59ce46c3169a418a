import DossierCore
import DossierTransport

extension Router {
    /// Whether the client may call it; what is refused is counted and logged.
    public func refusal(
        of client: Peer,
        to route: MethodRoute,
        _ metadata: Metadata,
        at door: Door
    ) -> Refusal? {
        guard let access else { return nil }
        let method = methods.table.pointee[route.index].takeUnretainedValue()
        do throws(Denial) {
            _ = try access.caller(of: method, metadata, client, begins: false)
            return nil
        } catch {
            return note(error, method, client, metadata, door)
        }
    }

    /// Ends the calls that stream of whoever is not known any more, or not as what he was when he called. Any thread.
    func endCallsOfUnknown() {
        guard let access else { return }
        let now = WallClock.now()
        let stands = access.identities.standing(now: now)
        let calls = table.open { call in
            let route = call.method.route
            return (route.serverStreams || route.clientStreams)
                && (call.identity.expires <= now || !stands(call.caller))
        }
        for id in calls { answer(id, .noLongerKnown) }
    }
}

extension Status {
    fileprivate static var noLongerKnown: Status {
        Status(.unauthenticated, "what this call was allowed by has changed, expired or been revoked; call anew")
    }
}
