import CDossierModule
import CDossierProtos
import DossierCore

/// One running watch: reads the feed at the pace of its reader, so a slow one costs no memory.
final class WatchSession: CallSession, @unchecked Sendable {
    // Sendable: as every session.

    /// Where in the feed the reader stands.
    enum Position {
        case after(UInt64)
        case cursor([UInt8])
    }

    private let resource: Resource
    private let events: WatchEvents
    private let query: Query
    private var position: Position
    /// Everything up to this transaction has been sent.
    private var passed: UInt64 = 0
    private var isFull = false
    private var lastSent = ContinuousClock.now

    /// Sends what there is and arranges for the rest.
    /// - Parameter query: the kind, the filter and how much is read at a time.
    static func start(
        _ call: Call,
        _ resource: Resource,
        _ events: WatchEvents,
        _ query: Query,
        at position: Position
    ) {
        let session = WatchSession(call, resource, events, query, at: position)
        // Before the first turn, so that no change falls between: hints wait until it is over.
        session.subscribe(to: resource.kind)
        session.start()
    }

    private init(
        _ call: Call,
        _ resource: Resource,
        _ events: WatchEvents,
        _ query: Query,
        at position: Position
    ) {
        self.resource = resource
        self.events = events
        self.query = query
        self.position = position
        if case .after(let sequence) = position { passed = sequence }
        super.init(call)
    }

    // MARK: Turns

    private enum Progress {
        case caughtUp
        /// More follows what was looked at, and of that nothing was to be sent.
        case behind
        case full
        case over
    }

    override func turn(_ events: CallEvents) {
        if events.contains(.cancelled) { end(Status(.cancelled, "the watch was ended")) } else { go() }
    }

    override func hint() {
        if !isFull { go(isHint: true) }
    }

    private func go(isHint: Bool = false) {
        do throws(Interrupt) {
            switch try pump() {
            case .caughtUp:
                isFull = false
                if isHint { beat() }
                wait(for: .cancelled)
            case .behind:
                isFull = false
                beat()
                // There is room, so the next turn comes at once: behind the module's other calls, and unless this one
                // was cancelled.
                wait(for: .writable)
            case .full:
                isFull = true
                wait(for: .writable)
            case .over: end()
            }
        } catch {
            guard case .failed(let status) = error else {
                return end(Status(.internal, "a watch was run on an event loop"))
            }
            end(status)
        }
    }

    /// Sends changes until there are none, or no room, or until a read has found none to send.
    private func pump() throws(Interrupt) -> Progress {
        while true {
            var sent = 0
            var refused: Call.Sent?
            var head: UInt64 = 0
            var end: [UInt8] = []
            try call.host.store.read(call) { transaction throws(Interrupt) in
                end = try changes(in: transaction) { record in
                    let event = events.encode(record, of: resource)
                    let result = event.withUnsafeBytes { call.send(encoded: $0) }
                    guard result == .taken else {
                        refused = result
                        return false
                    }
                    sent += 1
                    position = .cursor([UInt8](record.cursor))
                    passed = record.moment.sequence - 1
                    return true
                }
                // Of what was read: where the reader stands may be ahead of what was known here before, when another
                // server has shown it.
                head = try transaction.moment.sequence
            }
            if !end.isEmpty { position = .cursor(end) }
            if sent > 0 { lastSent = .now }
            if let refused { return refused == .full ? .full : .over }
            if end.isEmpty {
                position = .after(head)
                passed = head
                return .caughtUp
            }
            if sent == 0 { return .behind }
        }
    }

    private func changes(in transaction: Transaction, _ visit: Transaction.Visit) throws(Interrupt) -> [UInt8] {
        var query = query
        var start: UInt64 = 0
        switch position {
        case .after(let sequence): start = sequence
        case .cursor(let cursor): query.cursor = cursor
        }
        do throws(Interrupt) {
            return try transaction.changes(query, after: start, visit)
        } catch {
            throw error.isInvalidArgument ? WatchMethod.strangeToken : error
        }
    }

    /// Tells a quiet reader how far the record has come.
    private func beat() {
        // It is called that often; a little early is not too early.
        guard ContinuousClock.now - lastSent >= .nanoseconds(Limits.heartbeatNanoseconds / 2) else { return }
        var cursor: [UInt8] = []
        if case .cursor(let position) = position { cursor = position }
        let event = events.heartbeat(passed, cursor: cursor)
        if event.withUnsafeBytes({ call.send(encoded: $0) }) == .taken { lastSent = .now }
    }
}
