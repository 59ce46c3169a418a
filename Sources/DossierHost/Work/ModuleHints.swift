import Synchronization

/// A module's subscriptions without a call: their hints come one at a time, on its workers. Any thread.
final class ModuleHints: Sendable {
    private struct State {
        var subscriptions: [UInt64: Subscription] = [:]
        var due: [UInt64] = []
        /// A worker has been asked for, or runs.
        var isAwaited = false
        var running: RunningTurn?
        var isClosed = false
    }

    private let queue: WorkQueue
    private let latest: @Sendable () -> UInt64
    private let state = Mutex(State())

    /// `latest` is what a hint tells: the record's sequence.
    init(_ queue: WorkQueue, latest: @escaping @Sendable () -> UInt64) {
        self.queue = queue
        self.latest = latest
    }

    /// - Returns: false once closed.
    func add(_ subscription: Subscription) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.subscriptions[subscription.id] = subscription
            return true
        }
    }

    /// Ends a subscription: when this returns its function runs no more, unless it is what calls this.
    func remove(_ id: UInt64) {
        let running = state.withLock { state -> RunningTurn? in
            state.subscriptions[id] = nil
            return state.running?.subscription == id ? state.running : nil
        }
        running?.wait()
    }

    /// Ends them all, and lets no other begin; one that runs is not waited for.
    /// - Returns: those that ended.
    func close() -> [UInt64] {
        state.withLock { state in
            defer { state.subscriptions = [:] }
            state.isClosed = true
            return Array(state.subscriptions.keys)
        }
    }

    /// A hint falls due, unless it waits already.
    func hint(_ id: UInt64) {
        let starts = state.withLock { state in
            guard state.subscriptions[id] != nil, !state.due.contains(id) else { return false }
            state.due.append(id)
            defer { state.isAwaited = true }
            return !state.isAwaited
        }
        if starts { queue.submitUrgent { [self] in turn() } }
    }

    private func turn() {
        let next = state.withLock { state -> (Subscription, RunningTurn)? in
            while !state.due.isEmpty {
                guard let subscription = state.subscriptions[state.due.removeFirst()] else { continue }
                let running = RunningTurn(.hint(subscription))
                state.running = running
                return (subscription, running)
            }
            state.isAwaited = false
            return nil
        }
        guard let (subscription, running) = next else { return }
        subscription.function(subscription.user, latest())
        state.withLock { $0.running = nil }
        running.end()
        // In turn with the module's other work.
        queue.submitUrgent { [self] in turn() }
    }
}
