import Dispatch
import DossierCore
import NIOCore

/// The messages of a client that streams, from its door to its module: as they came, each decoded when the module takes
/// it. Bounded for the call, and together with the module's other calls.
struct Inbox {
    /// One of them.
    struct Message {
        let bytes: [UInt8]
        /// It came so; it is not any more.
        let isCompressed: Bool
    }

    /// What a message takes besides its bytes, more or less: so many empty ones are not free.
    private static let overhead = 64

    private let budget: MessageBudget
    private var messages = CircularBuffer<Message>()
    private var bytes = 0
    private var waiting: [DispatchSemaphore] = []
    /// The client has closed its side: no message follows those that are here.
    private(set) var isClosed = false

    init(_ budget: MessageBudget) { self.budget = budget }

    var isEmpty: Bool { messages.isEmpty }

    /// - Returns: false when too many wait already.
    mutating func add(_ message: Message) -> Bool {
        let size = message.bytes.count + Self.overhead
        guard messages.count < Limits.waitingMessages, bytes + size <= Limits.waitingMessageBytes,
            budget.reserve(size)
        else { return false }
        messages.append(message)
        bytes += size
        wake()
        return true
    }

    mutating func close() {
        isClosed = true
        wake()
    }

    mutating func next() -> Message? {
        guard let message = messages.popFirst() else { return nil }
        let size = message.bytes.count + Self.overhead
        bytes -= size
        budget.release(size)
        return message
    }

    /// Nobody takes them any more.
    mutating func drop() {
        messages.removeAll()
        budget.release(bytes)
        bytes = 0
        wake()
    }

    /// What a thread waits on for something to be here, the end included.
    mutating func wait() -> DispatchSemaphore {
        let semaphore = DispatchSemaphore(value: 0)
        waiting.append(semaphore)
        return semaphore
    }

    private mutating func wake() {
        for semaphore in waiting { semaphore.signal() }
        waiting.removeAll()
    }
}
