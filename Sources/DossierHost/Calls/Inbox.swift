import CDossierModule
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

    /// What one that was refused waits for.
    private enum Lack {
        case roomHere
        case roomInBudget
    }

    /// What a message takes besides its bytes, more or less: so many empty ones are not free.
    private static let overhead = 64

    private let budget: MessageBudget
    private let call: dossier_call
    private var messages = CircularBuffer<Message>()
    private var bytes = 0
    private var waiting: [DispatchSemaphore] = []
    /// One was refused, and its door has not been told since to offer it again.
    private var lack: Lack?
    /// The client has closed its side: no message follows those that are here.
    private(set) var isClosed = false

    /// For the messages of a call.
    init(_ budget: MessageBudget, of call: dossier_call) {
        self.budget = budget
        self.call = call
    }

    var isEmpty: Bool { messages.isEmpty }

    /// Copies a message that it has room for.
    /// - Returns: false when too many wait already.
    mutating func add(_ message: UnsafeRawBufferPointer, isCompressed: Bool) -> Bool {
        let size = message.count + Self.overhead
        guard messages.count < Limits.waitingMessages, bytes + size <= Limits.waitingMessageBytes else {
            lack = .roomHere
            return false
        }
        guard budget.reserve(size, for: call) else {
            lack = .roomInBudget
            return false
        }
        lack = nil
        messages.append(Message(bytes: [UInt8](message), isCompressed: isCompressed))
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

    /// Enough has been taken for a message that was refused to be offered again; true once.
    mutating func hasRoomAgain() -> Bool {
        guard lack == .roomHere, messages.count <= Limits.waitingMessages / 2, bytes <= Limits.waitingMessageBytes / 2
        else { return false }
        lack = nil
        return true
    }

    /// The budget has room: whether a message that was refused for the want of it is to be offered again; true once.
    mutating func hasBudgetAgain() -> Bool {
        guard lack == .roomInBudget else { return false }
        lack = nil
        return true
    }

    /// Nobody takes them any more.
    mutating func drop() {
        messages.removeAll()
        budget.release(bytes, endOf: call)
        bytes = 0
        lack = nil
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
