import Dispatch
import Synchronization

/// A value that one thread gives and another waits for.
final class Waiter<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let ready = DispatchSemaphore(value: 0)

    func give(_ value: Value) {
        self.value.withLock { $0 = value }
        ready.signal()
    }

    /// Blocks until there is a value.
    func take() -> Value {
        ready.wait()
        ready.signal()
        guard let value = value.withLock({ $0 }) else { fatalError("signalled without a value") }
        return value
    }
}
