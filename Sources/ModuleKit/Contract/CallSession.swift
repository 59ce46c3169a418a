import CDossierModule
import DossierCore

/// A call that goes on over several turns: a subclass holds what it must remember between them.
///
/// Turns never overlap, so a subclass needs no lock for what only its turns touch. A session keeps itself alive from
/// `start` to `end`, and `start` is the last that a handler does.
open class CallSession: @unchecked Sendable {
    // Sendable: see above; the host's hand-over from turn to turn orders memory.

    /// The call that it serves.
    public let call: Call

    /// For a call that is open.
    public init(_ call: Call) { self.call = call }

    /// Takes the first turn, in which nothing has happened yet.
    public final func start() {
        _ = Unmanaged.passRetained(self)
        turn([])
    }

    /// One turn: does what can be done now, then either waits for events or ends the call.
    open func turn(_ events: CallEvents) {
        preconditionFailure("a session overrides this")
    }

    /// The record may have changed: see `hear`.
    open func hint() {
        preconditionFailure("a session that subscribes overrides this")
    }

    /// Asks for another turn, once one of these has happened, or the call was cancelled. In the place of what it has
    /// asked for before.
    public final func wait(for events: CallEvents) {
        _ = call.host.table.pointee.watch(
            call.host.table,
            call.id,
            events.union(.cancelled).rawValue,
            { user, _, events in CallSession.at(user).turn(CallEvents(rawValue: events)) },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Asks for a hint whenever a kind, or without one anything, may have changed, and now and then when it has not.
    public final func subscribe(to kind: KindName? = nil) {
        let store = call.host.store
        _ = store.table.pointee.subscribe(
            store.host,
            call.id,
            kind?.bytes ?? dossier_bytes(),
            { user, _ in CallSession.at(user).hint() },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Ends a call whose replies are a stream, well or badly: no turn follows.
    public final func end(_ status: Status = .ok) {
        if status.code == .ok { call.finish() } else { call.finish(status) }
        release()
    }

    /// Ends a call that answers once: no turn follows.
    public final func end(encoded: UnsafeRawBufferPointer) {
        call.finish(encoded: encoded)
        release()
    }

    private func release() { Unmanaged.passUnretained(self).release() }

    private static func at(_ user: UnsafeMutableRawPointer?) -> CallSession {
        Unmanaged<CallSession>.fromOpaque(user!).takeUnretainedValue()
    }
}
