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
    private var position: Position
    private var isFull = false
    private var lastSent = ContinuousClock.now

    /// Sends what there is and arranges for the rest.
    static func start(_ call: Call, _ resource: Resource, _ events: WatchEvents, at position: Position) {
        let session = WatchSession(call, resource, events, at: position)
        // Before the first turn, so that no change falls between: hints wait until it is over.
        session.subscribe(to: resource.kind)
        session.start()
    }

    private init(_ call: Call, _ resource: Resource, _ events: WatchEvents, at position: Position) {
        self.resource = resource
        self.events = events
        self.position = position
        super.init(call)
    }

    // MARK: Turns

    private enum Progress {
        case caughtUp(UInt64)
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
            case .caughtUp(let sequence):
                isFull = false
                if isHint { try beat(sequence) }
                wait(for: .cancelled)
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

    /// Sends changes until there are none, or no room.
    private func pump() throws(Interrupt) -> Progress {
        while true {
            var sent = 0
            var refused: Call.Sent?
            var head: UInt64 = 0
            var end: [UInt8] = []
            try call.host.store.read(call) { transaction throws(Interrupt) in
                head = transaction.moment.sequence
                end = try changes(in: transaction) { event, cursor in
                    let result = event.withUnsafeBytes { call.send(encoded: $0) }
                    guard result == .taken else {
                        refused = result
                        return false
                    }
                    sent += 1
                    position = .cursor(cursor)
                    return true
                }
            }
            if !end.isEmpty { position = .cursor(end) }
            if sent > 0 { lastSent = .now }
            if let refused { return refused == .full ? .full : .over }
            if end.isEmpty {
                position = .after(head)
                return .caughtUp(head)
            }
        }
    }

    private func changes(
        in transaction: Transaction,
        _ visit: (_ event: [UInt8], _ cursor: [UInt8]) -> Bool
    ) throws(Interrupt) -> [UInt8] {
        var query = Query(kind: resource.kind, limit: Limits.watchBatch)
        var start: UInt64 = 0
        switch position {
        case .after(let sequence): start = sequence
        case .cursor(let cursor): query.cursor = cursor
        }
        do throws(Interrupt) {
            return try transaction.changes(query, after: start) { record in
                visit(events.encode(record, of: resource), [UInt8](record.cursor))
            }
        } catch {
            throw error.isInvalidArgument ? WatchMethod.strangeToken : error
        }
    }

    /// Tells a quiet reader how far the record has come.
    private func beat(_ sequence: UInt64) throws(Interrupt) {
        guard ContinuousClock.now - lastSent >= .nanoseconds(Limits.heartbeatNanoseconds) else { return }
        if events.heartbeat(sequence).withUnsafeBytes({ call.send(encoded: $0) }) == .taken { lastSent = .now }
    }
}
