import CDossierModule

/// Subscriptions to the record: hints of a call's are turns of the call, as its watch is; those without a call are the
/// module's own.
extension Router {
    typealias HintFunction = @convention(c) (UnsafeMutableRawPointer?, UInt64) -> Void

    /// Adds a subscription of a call; 0 when nobody waits for the call any more.
    func subscribe(
        _ id: dossier_call,
        to kind: String,
        _ function: @escaping HintFunction,
        _ user: UnsafeMutableRawPointer?
    ) -> UInt64 {
        guard let call = table.slot(of: id) else { return 0 }
        return call.state.withLock { state in
            guard state.holds(id), state.phase == .open else { return 0 }
            let subscription = Subscription(id: feed.add(.call(id), to: kind), function: function, user: user)
            state.subscriptions.append(subscription)
            return subscription.id
        }
    }

    /// Adds a subscription of a module; 0 when it is being stopped.
    func subscribe(
        _ module: LoadedModule,
        to kind: String,
        _ function: @escaping HintFunction,
        _ user: UnsafeMutableRawPointer?
    ) -> UInt64 {
        let subscription = Subscription(id: feed.add(.module(module), to: kind), function: function, user: user)
        guard module.hints.add(subscription) else {
            feed.remove(subscription.id)
            return 0
        }
        return subscription.id
    }

    /// Ends a subscription: when this returns its function runs no more, unless it is what calls this.
    func unsubscribe(_ subscription: UInt64) {
        switch feed.remove(subscription) {
        case .module(let module): module.hints.remove(subscription)
        case .call(let id):
            let running = table.slot(of: id)?.state.withLock { state in
                state.holds(id) ? state.drop(subscription) : nil
            }
            running?.wait()
        case nil: break
        }
    }

    /// The record has moved on: every subscription that it concerns hears of it, once, however often this is said
    /// before it is heard.
    func hint(_ change: Touched) {
        for (subscription, listener) in feed.listeners(to: change).joined() {
            switch listener {
            case .module(let module): module.hints.hint(subscription)
            case .call(let id):
                guard let call = table.slot(of: id) else { continue }
                call.state.withLock { state in
                    guard state.holds(id), state.due(subscription) else { return }
                    advance(&state, call)
                }
            }
        }
    }
}
