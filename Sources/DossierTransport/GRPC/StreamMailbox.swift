import DossierCore
import NIOCore
import Synchronization

/// What other threads say of the streams of one connection on its way to the event loop, and what they must know.
final class StreamMailbox: Sendable {
    /// What is said of a stream; it counts only if the stream is still open when the event loop takes it.
    enum Letter: Sendable {
        case headers(Metadata)
        /// A framed message.
        case message(ByteBuffer)
        /// The end, perhaps with a last message.
        case end(ByteBuffer?, Status, Metadata)
        /// Its call takes messages again.
        case resume
    }

    private struct State {
        var letters: [(stream: UInt32, letter: Letter)] = []
        /// The event loop has been asked to come.
        var isAwaited = false
        var isClosed = false
        /// Bytes of each stream that have been left here and are not written yet,
        var waiting: [UInt32: Int] = [:]
        /// and of all.
        var bytes = 0
        /// Streams that were told to wait.
        var owed: Set<UInt32> = []
        /// Streams whose module has said whether to compress.
        var compressed: [UInt32: Bool] = [:]

        mutating func release(_ stream: UInt32, _ count: Int) {
            bytes -= count
            let left = waiting[stream, default: 0] - count
            waiting[stream] = left > 0 ? left : nil
        }
    }

    private let state = Mutex(State())
    private let ceiling: Int

    /// Tells every stream to wait when so many bytes wait of all.
    init(ceiling: Int) { self.ceiling = ceiling }

    // MARK: - Any thread

    /// Whether a message of this stream would be taken now. If it is told to wait, the event loop will tell it when to
    /// go on.
    func admit(_ stream: UInt32) -> SendResult {
        state.withLock { state in
            if state.isClosed { return .closed }
            let isFull = state.waiting[stream, default: 0] >= Limits.streamOutboundBytes || state.bytes >= ceiling
            guard isFull else { return .taken }
            state.owed.insert(stream)
            return .full
        }
    }

    /// Bytes that wait, of all streams.
    var bytes: Int { state.withLock { $0.bytes } }

    /// Leaves a letter; dropped when the connection is closed.
    /// - Parameter other: left in its place when too much waits already.
    /// - Returns: the event loop has to be asked to come.
    func post(_ stream: UInt32, _ letter: Letter, or other: Letter? = nil) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            var letter = letter
            if let other, state.bytes + letter.bytes > ceiling { letter = other }
            state.letters.append((stream, letter))
            let bytes = letter.bytes
            if bytes > 0 {
                state.waiting[stream, default: 0] += bytes
                state.bytes += bytes
            }
            defer { state.isAwaited = true }
            return !state.isAwaited
        }
    }

    /// Whether to compress a stream's replies.
    func setCompressed(_ stream: UInt32, _ isWanted: Bool) {
        state.withLock { $0.compressed[stream] = isWanted }
    }

    /// What its module has said of it; nil: nothing.
    func isCompressed(_ stream: UInt32) -> Bool? { state.withLock { $0.compressed[stream] } }

    // MARK: - The event loop

    /// All letters, in the order in which they were left.
    func take() -> [(stream: UInt32, letter: Letter)] {
        state.withLock { state in
            defer { state.letters = [] }
            state.isAwaited = false
            return state.letters
        }
    }

    /// So many bytes of a stream have been written.
    func release(_ stream: UInt32, _ count: Int) { state.withLock { $0.release(stream, count) } }

    /// The streams that were told to wait and need not any more.
    func takeWritable() -> [UInt32] {
        state.withLock { state in
            guard !state.owed.isEmpty, state.bytes < ceiling else { return [] }
            let writable = state.owed.filter { state.waiting[$0, default: 0] <= Limits.streamOutboundBytes / 2 }
            state.owed.subtract(writable)
            return Array(writable)
        }
    }

    /// The stream is gone; so many bytes of it were not written.
    func forget(_ stream: UInt32, _ count: Int) {
        state.withLock { state in
            if count > 0 { state.release(stream, count) }
            state.owed.remove(stream)
            state.compressed[stream] = nil
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

extension StreamMailbox.Letter {
    /// Bytes of its message.
    var bytes: Int {
        switch self {
        case .message(let message): message.readableBytes
        case .end(let message, _, _): message?.readableBytes ?? 0
        case .headers, .resume: 0
        }
    }
}
