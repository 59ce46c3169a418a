import Glibc

/// A thread of the system, for work that blocks.
struct OSThread: Sendable {
    private final class Start {
        let body: @Sendable () -> Void
        init(body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private let id: pthread_t

    /// Starts it.
    init(_ body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Start(body: body))
        var created = pthread_t()
        let code = pthread_create(
            &created,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            },
            start.toOpaque()
        )
        precondition(code == 0, "cannot start a thread: error \(code)")
        id = created
    }

    /// Blocks until its body has ended. Once. The thread itself, which cannot wait for its own end, is let go instead: so
    /// it is when the last reference to a store goes with the body of a write.
    func join() {
        if pthread_equal(pthread_self(), id) != 0 { pthread_detach(id) } else { pthread_join(id, nil) }
    }
}
