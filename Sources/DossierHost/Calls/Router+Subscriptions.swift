import CDossierModule

/// A call's subscriptions to the record: hints are turns of the call, as its watch is.
extension Router {
    /// Adds a subscription; 0 when nobody waits for the call any more.
    func subscribe(
        _ id: dossier_call,
        _ function: @escaping @convention(c) (UnsafeMutableRawPointer?, UInt64) -> Void,
        _ user: UnsafeMutableRawPointer?
    ) -> UInt64 {
        guard let call = table.slot(of: id) else { return 0 }
        return call.state.withLock { state in
            guard state.holds(id), state.phase == .open else { return 0 }
            let subscription = Subscription(id: feed.add(id), function: function, user: user)
            state.subscriptions.append(subscription)
            return subscription.id
        }
    }

    /// Ends a subscription: when this returns its function runs no more, unless it is what calls this.
    func unsubscribe(_ subscription: UInt64) {
        guard let id = feed.remove(subscription), let call = table.slot(of: id) else { return }
        let running = call.state.withLock { state in
            state.holds(id) ? state.drop(subscription) : nil
        }
        running?.wait()
    }

    /// The record has moved on: every subscription hears of it, once, however often this is said before it is heard.
    func hint() {
        for (subscription, id) in feed.subscriptions {
            guard let call = table.slot(of: id) else { continue }
            call.state.withLock { state in
                guard state.holds(id), state.due(subscription) else { return }
                advance(&state, call)
            }
        }
    }
}
