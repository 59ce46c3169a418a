import DossierCore
import DossierWire
import NIOCore

/// One reply on its way out, measured, so that it is packed once. Borrows its message.
struct GRPCMessageFrame {
    private let message: OutboundMessage
    /// Bytes of the message, before it is compressed.
    let size: Int
    private let isCompressed: Bool

    /// Throws RESOURCE_EXHAUSTED for one that is too large to be sent.
    init(_ message: OutboundMessage, isCompressed: Bool) throws(Status) {
        self.message = message
        size = message.packedSize
        self.isCompressed = isCompressed && size >= Limits.compressedBytes
        guard size <= Limits.messageBytes else { throw .replyTooLarge(size) }
    }

    /// Packs the frame at the end of a buffer.
    /// - Returns: the bytes that it takes.
    @discardableResult
    func write(to buffer: inout ByteBuffer) -> Int {
        if isCompressed, let compressed { return Self.write(compressed, to: &buffer) }
        return buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: GRPC.MessageHeader.size + size) { memory in
            GRPC.MessageHeader(isCompressed: false, length: UInt32(size)).write(into: memory)
            message.pack(UnsafeMutableRawBufferPointer(rebasing: memory[GRPC.MessageHeader.size...].prefix(size)))
            return GRPC.MessageHeader.size + size
        }
    }

    private static func write(_ compressed: [UInt8], to buffer: inout ByteBuffer) -> Int {
        let header = GRPC.MessageHeader(isCompressed: true, length: UInt32(compressed.count))
        let start = buffer.writerIndex
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: GRPC.MessageHeader.size) { memory in
            header.write(into: memory)
            return GRPC.MessageHeader.size
        }
        buffer.writeBytes(compressed)
        return buffer.writerIndex - start
    }

    private var compressed: [UInt8]? {
        withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { memory in
            message.pack(memory)
            return Gzip.deflate(UnsafeRawBufferPointer(memory))
        }
    }
}
