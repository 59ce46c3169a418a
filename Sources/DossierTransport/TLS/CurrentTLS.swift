import Synchronization

/// What a listener speaks TLS with, which may be replaced while it serves. Any thread.
final class CurrentTLS: Sendable {
    private let state: Mutex<ServerTLS>

    init(_ tls: ServerTLS) { state = Mutex(tls) }

    /// For a connection that begins now; it keeps what it began with.
    var value: ServerTLS {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
