import CDossierModule
import DossierCore

/// A module's turns in a call come one at a time: its handle first, then its callbacks in the order they fell due; once the
/// call is cancelled, the one that hears of that goes first.
extension Router {
    /// After `handle`: lets the callbacks that fell due meanwhile run.
    /// - Returns: whether the call is still open.
    func leave(_ call: HostedCall, _ id: dossier_call) -> Bool {
        call.state.withLock { state in
            guard state.holds(id) else { return false }
            state.lane = .idle
            advance(&state, call)
            return state.phase != .finishing
        }
    }

    /// Arms a call's watch; it falls due at once for what has happened already.
    func arm(_ watch: CallWatch, _ call: HostedCall, _ id: dossier_call) -> Bool {
        call.state.withLock { state in
            guard state.lends(id) else { return false }
            state.arm(watch)
            var events: UInt32 = 0
            if state.phase == .answered { events |= UInt32(DOSSIER_EVENT_CANCELLED) }
            if !state.isFull { events |= UInt32(DOSSIER_EVENT_WRITABLE) }
            if state.isReadable { events |= UInt32(DOSSIER_EVENT_READABLE) }
            fire(events, &state, call)
            return true
        }
    }

    /// Events happened: the watch for one of them, if armed, falls due.
    func fire(_ events: UInt32, _ state: inout CallState, _ call: HostedCall) {
        guard let watch = state.armed, watch.events & events != 0, state.phase != .finishing else { return }
        state.armed = nil
        state.pending.append(.watch(watch, events: watch.events & events))
        advance(&state, call)
    }

    /// Lets the next turn run, when none runs.
    func advance(_ state: inout CallState, _ call: HostedCall) {
        guard case .idle = state.lane, !state.pending.isEmpty else { return }
        state.lane = .queued
        let id = state.id
        call.method.module.queue.submitUrgent { [self] in turn(call, id) }
    }

    /// On a worker: one turn.
    private func turn(_ call: HostedCall, _ id: dossier_call) {
        let next = call.state.withLock { state -> (CallTurn, RunningTurn)? in
            guard state.holds(id) else { return nil }
            guard let next = state.takeTurn() else {
                state.lane = .idle
                return nil
            }
            let running = RunningTurn(next)
            state.lane = .calling(running)
            return (next, running)
        }
        guard let (turn, running) = next else { return }
        switch turn {
        case .watch(let watch, let events): watch.function(watch.user, id, events)
        case .hint(let hint): hint.function(hint.user, store.head.sequence)
        }
        running.end()
        call.state.withLock { state in
            guard state.holds(id) else { return }
            state.lane = .idle
            advance(&state, call)
        }
    }
}
