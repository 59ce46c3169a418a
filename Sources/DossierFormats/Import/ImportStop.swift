import Synchronization

/// Asks an import to stop: what is on its way is waited for, and nothing more is sent. From any thread.
public final class ImportStop: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Not asked yet.
    public init() {}

    /// Asks.
    public func stop() { flag.store(true, ordering: .relaxed) }

    /// Whether it was asked.
    public var isStopped: Bool { flag.load(ordering: .relaxed) }
}
