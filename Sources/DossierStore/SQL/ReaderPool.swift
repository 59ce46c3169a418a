import DossierCore

/// Readers that threads borrow, one each. Any thread.
final class ReaderPool: Sendable {
    private struct State {
        var idle: [Reader]
        var isClosed = false
        var waits = Distribution(.durations)
    }

    private let state: Monitor<State>
    private let size: Int
    private let failed: @Sendable (Status) -> Void

    /// - Parameter failed: hears what the engine could not do for who had borrowed one.
    init(
        size: Int,
        failed: @escaping @Sendable (Status) -> Void,
        _ connect: () throws(Status) -> any Connection
    ) throws(Status) {
        var readers: [Reader] = []
        for _ in 0..<size { readers.append(try Reader(try connect())) }
        state = Monitor(State(idle: readers))
        self.size = size
        self.failed = failed
    }

    /// Who uses them.
    var report: StoreReport.Readers {
        state.change { (state, wakes) in
            wakes = false
            return StoreReport.Readers(all: size, lent: size - state.idle.count, waits: state.waits)
        }
    }

    /// Lends a reader; waits until one is free. UNAVAILABLE once closed, RESOURCE_EXHAUSTED when it takes too long.
    func borrow() throws(Status) -> Reader {
        // The clock is looked at only by who has to wait.
        var start: Int64?
        let borrowed: Result<Reader, Status>? = state.wait(atMost: Limits.readerNanoseconds) { state in
            if state.isClosed {
                return .failure(Status(.unavailable, "the store is closed; the server is shutting down"))
            }
            guard let reader = state.idle.popLast() else {
                start = start ?? MonotonicClock.now()
                return nil
            }
            if let start { state.waits.record(MonotonicClock.now() - start) }
            return .success(reader)
        }
        guard let borrowed else {
            let seconds = Limits.readerNanoseconds / 1_000_000_000
            throw .busy("all \(size) connections of the store were in use for \(seconds) s; call again in a moment")
        }
        return try borrowed.get()
    }

    /// Lends a reader; nil when none is free.
    func borrowIdle() -> Reader? { state.change { $0.isClosed ? nil : $0.idle.popLast() } }

    /// Takes it back.
    func giveBack(_ reader: Reader) {
        if let failure = reader.connection.failure {
            reader.connection.failure = nil
            failed(failure)
        }
        state.change { $0.idle.append(reader) }
    }

    /// Waits for those that are lent and closes all.
    /// - Parameter limit: for how long, nanoseconds; one that is lent for longer is closed when the program ends. nil: for
    ///   ever.
    func close(within limit: Int64?) {
        state.change { $0.isClosed = true }
        func readers(_ state: inout State) -> [Reader]? {
            guard state.idle.count == size else { return nil }
            defer { state.idle = [] }
            return state.idle
        }
        if let limit { _ = state.wait(atMost: limit, for: readers) } else { _ = state.wait(for: readers) }
    }
}
