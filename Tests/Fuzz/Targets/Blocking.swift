import Dispatch
import Synchronization

/// Runs what is asynchronous for a fuzzer, which is not.
enum Blocking {
    /// Returns when the closure has; throws what it throws.
    static func run(_ body: @escaping @Sendable () async throws(Broken) -> Void) throws(Broken) {
        let (done, broken) = (DispatchSemaphore(value: 0), Box())
        Task {
            do throws(Broken) {
                try await body()
            } catch {
                broken.value.withLock { $0 = error }
            }
            done.signal()
        }
        done.wait()
        if let broken = broken.value.withLock(\.self) { throw broken }
    }

    private final class Box: Sendable {
        let value = Mutex<Broken?>(nil)
    }
}
