import Synchronization

/// How far a load is while it runs. From any thread.
public final class LoadProgress: Sendable {
    private let count = Atomic<Int>(0)

    /// Of a load that has not begun.
    public init() {}

    /// Calls that have ended, those of the warm-up too. A tenth of a second old.
    public var ended: Int { count.load(ordering: .relaxed) }

    func add(_ ended: Int) { count.add(ended, ordering: .relaxed) }
}
