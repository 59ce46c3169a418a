import CDossierModule
import DossierCore
import Synchronization

/// What the messages of all client streams of one module share: memory, and workers that wait for the next. Any thread.
final class MessageBudget: Sendable {
    private struct Memory {
        var bytes = 0
        /// Calls that were refused memory and have not been told since that there is some.
        var starving: Set<dossier_call> = []
    }

    private let memory = Mutex(Memory())
    private let waiting = Atomic<Int>(0)

    /// Sets so many bytes aside for a call; false past the bound.
    func reserve(_ count: Int, for call: dossier_call) -> Bool {
        memory.withLock { memory in
            guard memory.bytes + count <= Limits.waitingMessageBytesPerModule else {
                memory.starving.insert(call)
                return false
            }
            memory.bytes += count
            memory.starving.remove(call)
            return true
        }
    }

    /// Gives so many bytes back. Whoever calls this asks for those that starve, when it holds no lock of a call.
    func release(_ count: Int) { memory.withLock { $0.bytes -= count } }

    /// The same for a call that takes no more messages.
    func release(_ count: Int, endOf call: dossier_call) {
        memory.withLock { memory in
            memory.bytes -= count
            memory.starving.remove(call)
        }
    }

    /// The calls that starve, when there is room for all that one of them may have: they are to be told.
    ///
    /// Nobody is forgotten: what was refused asked for less than that, so until a release there is less room.
    func takeStarving() -> Set<dossier_call> {
        memory.withLock { memory in
            guard memory.bytes + Limits.waitingMessageBytes <= Limits.waitingMessageBytesPerModule else { return [] }
            defer { memory.starving.removeAll() }
            return memory.starving
        }
    }

    /// One more worker waits; false when the last one would.
    func beginWaiting() -> Bool {
        let after = waiting.add(1, ordering: .relaxed).newValue
        guard after >= Limits.workersPerModule else { return true }
        endWaiting()
        return false
    }

    func endWaiting() { waiting.subtract(1, ordering: .relaxed) }
}
