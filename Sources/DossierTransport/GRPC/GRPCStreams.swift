import DossierCore
import NIOCore

/// The open streams of one connection. Event loop only.
struct GRPCStreams {
    private(set) var all: [GRPCStream] = []
    private let messageBytes: Int
    /// Buffers of streams that are gone, empty.
    private var queues: [ByteBuffer] = []

    /// None yet; each will take messages of so many bytes.
    init(messageBytes: Int) { self.messageBytes = messageBytes }

    var isEmpty: Bool { all.isEmpty }

    /// A stream with that number.
    mutating func insert(_ id: Int32) -> GRPCStream {
        let stream = GRPCStream(id, at: all.count, messageBytes: messageBytes)
        all.append(stream)
        return stream
    }

    /// A buffer for replies that has memory already, if there is one.
    mutating func takeQueue() -> ByteBuffer? { queues.popLast() }

    /// Forgets a stream; its buffer is used again unless it is large.
    mutating func remove(_ stream: GRPCStream) {
        keepQueue(of: stream)
        let last = all.removeLast()
        guard last !== stream else { return }
        all[stream.position] = last
        last.position = stream.position
    }

    private mutating func keepQueue(of stream: GRPCStream) {
        let capacity = stream.queue.capacity
        guard capacity > 0, capacity <= Limits.spareQueueBytes, queues.count < Limits.spareQueues else { return }
        var queue = ByteBuffer()
        swap(&queue, &stream.queue)
        queue.clear()
        queues.append(queue)
    }

    /// All of them; none is open from now on.
    mutating func removeAll() -> [GRPCStream] {
        defer { all = [] }
        return all
    }
}
