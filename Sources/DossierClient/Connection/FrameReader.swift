import DossierCore
import DossierWire
import NIOCore

/// Cuts what arrives into frames.
struct FrameReader {
    private var buffer = ByteBuffer()
    /// Bytes still to come of a body that is too long to keep.
    private var skipping = 0
    private var anyFrame = false

    mutating func append(_ bytes: ByteBuffer) {
        var bytes = bytes
        guard buffer.readableBytes > 0 else { return buffer = bytes }
        buffer.discardReadBytes()
        buffer.writeBuffer(&bytes)
    }

    /// The next whole frame; nil: more bytes are needed. UNAVAILABLE when the other side cannot be a ttrpc server.
    mutating func next() throws(Status) -> Frame? {
        skip()
        guard skipping == 0, let header = buffer.withUnsafeReadableBytes(TTRPC.FrameHeader.init) else { return nil }
        let length = Int(header.length)
        guard anyFrame || length <= Limits.messageBytes else {
            throw Status(.unavailable, "does not answer in ttrpc; is another program listening there?")
        }
        var frame = Frame(header: header, body: ByteBuffer())
        if length > Limits.messageBytes {
            skipping = length
            buffer.moveReaderIndex(forwardBy: TTRPC.FrameHeader.size)
        } else {
            guard buffer.readableBytes >= TTRPC.FrameHeader.size + length else { return nil }
            buffer.moveReaderIndex(forwardBy: TTRPC.FrameHeader.size)
            frame.body = buffer.readSlice(length: length)!
        }
        anyFrame = true
        return frame
    }

    private mutating func skip() {
        let count = min(skipping, buffer.readableBytes)
        buffer.moveReaderIndex(forwardBy: count)
        skipping -= count
    }
}
