import Synchronization

/// How many calls of a module have not ended. Any thread.
final class OpenCalls: Sendable {
    private let open = Atomic<Int>(0)

    var count: Int { open.load(ordering: .relaxed) }

    func begin() { open.wrappingAdd(1, ordering: .relaxed) }

    func end() { open.wrappingSubtract(1, ordering: .relaxed) }
}
