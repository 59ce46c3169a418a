import NIOCore
import Synchronization

/// Frames from other threads on their way to the event loop, and what those threads must know of the connection.
final class Mailbox: Sendable {
    /// One frame; it goes out only if its stream is still open when the event loop takes it.
    struct Letter: Sendable {
        let stream: UInt32
        let isLast: Bool
        let frame: ByteBuffer
    }

    private struct State {
        var letters: [Letter] = []
        var bytes = 0
        /// The event loop has been asked to come.
        var isAwaited = false
        var isFull = false
        var isClosed = false
        /// Streams that were told to wait.
        var owed: Set<UInt32> = []
    }

    private let state = Mutex(State())
    private let bound: Int

    /// Tells streams to wait when so many bytes lie here.
    init(bound: Int) { self.bound = bound }

    // MARK: - Any thread

    /// Whether a message of this stream would be taken now. If it is told to wait, the event loop will tell it when
    /// to go on.
    func admit(_ stream: UInt32) -> SendResult {
        state.withLock { state in
            if state.isClosed { return .closed }
            guard state.isFull || state.bytes >= bound else { return .taken }
            state.owed.insert(stream)
            return .full
        }
    }

    /// Bytes that lie here.
    var bytes: Int { state.withLock { $0.bytes } }

    /// Leaves a letter; dropped when the connection is closed.
    /// - Returns: the event loop has to be asked to come.
    func post(_ letter: Letter) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.letters.append(letter)
            state.bytes += letter.frame.readableBytes
            defer { state.isAwaited = true }
            return !state.isAwaited
        }
    }

    // MARK: - The event loop

    /// All letters, in the order in which they were left, and whether streams have been told to wait.
    func take() -> (letters: [Letter], owesAny: Bool) {
        state.withLock { state in
            defer { state.letters = [] }
            state.bytes = 0
            state.isAwaited = false
            return (state.letters, !state.owed.isEmpty)
        }
    }

    /// Streams have been told to wait.
    var owesAny: Bool { state.withLock { !$0.owed.isEmpty } }

    /// Streams are told to wait from now on, or no longer.
    func setFull(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

    /// This stream was told to wait.
    func owe(_ stream: UInt32) { state.withLock { _ = $0.owed.insert(stream) } }

    /// The streams that were told to wait; from now on none.
    func takeOwed() -> Set<UInt32> {
        state.withLock { state in
            defer { state.owed = [] }
            return state.owed
        }
    }

    /// Drops everything, also what is still to come.
    func close() {
        state.withLock { state in
            state = State()
            state.isClosed = true
        }
    }
}
