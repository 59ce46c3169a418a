import Dispatch
import DossierCore
import DossierStore
import Synchronization

/// The end of a write that a thread waits for.
final class AwaitedWrite: Sendable {
    private let result = Mutex<Result<Write.Outcome, Status>?>(nil)
    private let isOver = DispatchSemaphore(value: 0)

    /// What `Write.done` is told.
    func end(_ ended: Result<Write.Outcome, Status>) {
        result.withLock { $0 = ended }
        isOver.signal()
    }

    /// Blocks until the write has ended. Once, and not on the writer's thread.
    func outcome() throws(Status) -> Write.Outcome {
        isOver.wait()
        guard let ended = result.withLock({ $0 }) else { throw Status(.internal, "a write ended without a result") }
        return try ended.get()
    }
}
