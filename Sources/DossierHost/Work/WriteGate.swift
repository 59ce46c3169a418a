import DossierCore
import Synchronization

/// The writes of one module that have been taken and not told yet, and whether more are taken. Any thread.
final class WriteGate: Sendable {
    private let state = Mutex((pending: 0, isClosed: false))

    /// Taken and not told.
    var pending: Int { state.withLock { $0.pending } }

    /// Takes one more; UNAVAILABLE once closed.
    func begin() throws(Status) {
        let isOpen = state.withLock { state in
            if !state.isClosed { state.pending += 1 }
            return !state.isClosed
        }
        guard isOpen else { throw Status(.unavailable, "the server is stopping") }
    }

    /// One has been told.
    func end() { state.withLock { $0.pending -= 1 } }

    /// Takes no more.
    func close() { state.withLock { $0.isClosed = true } }
}
