import Synchronization

/// What connections of a listener begin with, which may be replaced while it serves. Any thread.
final class Current<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) { state = Mutex(value) }

    /// For a connection that begins now; it keeps what it began with.
    var value: Value {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
