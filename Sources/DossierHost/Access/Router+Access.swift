import DossierCore

extension Router {
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
