import DossierCore
import DossierWire
import NIOCore

/// One frame on its way out, measured, so that it is packed once into the place where it goes. Borrows its message.
struct OutboundFrame {
    private enum Body {
        case response(TTRPC.ResponseEnvelope)
        case message(OutboundMessage)
        /// The end of a stream of messages, which must not be an OK Response: clients would deliver that as a message.
        case end
    }

    private let body: Body
    private let bodySize: Int

    private init(_ body: Body, size: Int) {
        self.body = body
        bodySize = size
    }

    /// The answer of a method that does not stream.
    init(reply: OutboundMessage?) {
        let envelope: TTRPC.ResponseEnvelope
        switch reply {
        case .message(let message): envelope = .init(reply: message)
        case .encoded(let bytes): envelope = .init(encoded: bytes)
        case nil: envelope = .init(encoded: UnsafeRawBufferPointer(start: nil, count: 0))
        }
        if envelope.size > Limits.messageBytes {
            self.init(failure: .replyTooLarge(envelope.size))
        } else {
            self.init(.response(envelope), size: envelope.size)
        }
    }

    /// A bad end.
    init(failure: Status) {
        let envelope = TTRPC.ResponseEnvelope(status: failure)
        self.init(.response(envelope), size: envelope.size)
    }

    /// One message of a stream; when it is too large, the bad end of the stream.
    init(message: OutboundMessage) {
        let size = message.packedSize
        if size > Limits.messageBytes {
            self.init(failure: .replyTooLarge(size))
        } else {
            self.init(.message(message), size: size)
        }
    }

    /// The good end of a stream.
    static var end: OutboundFrame { OutboundFrame(.end, size: 0) }

    /// The answer in the place of a reply for which there is no room.
    static var overCeiling: OutboundFrame { OutboundFrame(failure: .overCeiling) }

    /// Bytes of the whole frame.
    var size: Int { TTRPC.FrameHeader.size + bodySize }

    /// Nothing follows on its stream.
    var isLast: Bool { if case .message = body { false } else { true } }

    /// Packs the frame at the end of a buffer.
    func write(to buffer: inout ByteBuffer, stream: UInt32) {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { bytes in
            header(stream).write(into: bytes)
            let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[TTRPC.FrameHeader.size..<size])
            switch body {
            case .response(let envelope): envelope.write(into: rest)
            case .message(let message): message.pack(rest)
            case .end: break
            }
            return size
        }
    }

    private func header(_ stream: UInt32) -> TTRPC.FrameHeader {
        let length = UInt32(bodySize)
        return switch body {
        case .response: .init(length: length, stream: stream, type: .response)
        case .message: .init(length: length, stream: stream, type: .data)
        case .end: .init(length: length, stream: stream, type: .data, flags: [.remoteClosed, .noData])
        }
    }
}
