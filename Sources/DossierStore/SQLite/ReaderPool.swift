import DossierCore

/// Readers that threads borrow, one each. Any thread.
final class ReaderPool: Sendable {
    private struct State {
        var idle: [Reader]
        var isClosed = false
    }

    private let state: Monitor<State>
    private let size: Int

    init(path: String, size: Int) throws(Status) {
        var readers: [Reader] = []
        for _ in 0..<size { readers.append(try Reader(path: path)) }
        state = Monitor(State(idle: readers))
        self.size = size
    }

    /// Lends a reader; waits until one is free. UNAVAILABLE once closed.
    func borrow() throws(Status) -> Reader {
        let borrowed: Reader? = state.wait { state in
            if state.isClosed { return .some(nil) }
            return state.idle.popLast().map { .some($0) }
        }
        guard let borrowed else { throw Status(.unavailable, "the store is closed; the server is shutting down") }
        return borrowed
    }

    /// Takes it back.
    func giveBack(_ reader: Reader) { state.change { $0.idle.append(reader) } }

    /// Waits for those that are lent and closes all.
    func close() {
        state.change { $0.isClosed = true }
        let readers: [Reader] = state.wait { state in
            guard state.idle.count == size else { return nil }
            defer { state.idle = [] }
            return state.idle
        }
        _ = readers
    }
}
