import CProtobufC
import DossierCore
import DossierWire
import NIOCore

/// One frame on its way out, measured, so that it is packed once into the place where it goes. Borrows its message.
struct OutboundFrame {
    private enum Content {
        case reply(OutboundMessage?)
        case failure(Status)
        case message(OutboundMessage)
        /// The end of a stream of messages, which must not be an OK Response: clients would deliver that as a message.
        case end
    }

    private let content: Content
    /// Bytes of the message or of the encoded status.
    private let contentSize: Int
    private let bodySize: Int

    /// The answer of a method that does not stream.
    init(reply: OutboundMessage?) {
        let size = reply?.packedSize ?? 0
        let bodySize = TTRPCResponse.size(payload: size)
        if bodySize > Limits.messageBytes {
            self.init(failure: .replyTooLarge(size))
        } else {
            self.init(.reply(reply), size, bodySize)
        }
    }

    /// A bad end.
    init(failure: Status) {
        let size = TTRPCResponse.size(status: failure)
        self.init(.failure(failure), size, size)
    }

    /// One message of a stream; when it is too large, the bad end of the stream.
    init(message: OutboundMessage) {
        let size = message.packedSize
        if size > Limits.messageBytes {
            self.init(failure: .replyTooLarge(size))
        } else {
            self.init(.message(message), size, size)
        }
    }

    /// The good end of a stream.
    static var end: OutboundFrame { OutboundFrame(.end, 0, 0) }

    /// The answer in the place of a reply for which there is no room.
    static var overCeiling: OutboundFrame {
        OutboundFrame(failure: Status(.resourceExhausted, "too many replies wait on this connection; read them first"))
    }

    private init(_ content: Content, _ contentSize: Int, _ bodySize: Int) {
        self.content = content
        self.contentSize = contentSize
        self.bodySize = bodySize
    }

    /// Bytes of the whole frame.
    var size: Int { TTRPCFrameHeader.size + bodySize }

    /// Nothing follows on its stream.
    var isLast: Bool { if case .message = content { false } else { true } }

    /// Packs the frame at the end of a buffer.
    func write(to buffer: inout ByteBuffer, stream: UInt32) {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { bytes in
            pack(UnsafeMutableRawBufferPointer(rebasing: bytes[..<size]), stream: stream)
            return size
        }
    }

    private func pack(_ bytes: UnsafeMutableRawBufferPointer, stream: UInt32) {
        let isData =
            switch content {
            case .reply, .failure: false;
            case .message, .end: true
            }
        var flags = TTRPCFlags()
        if case .end = content { flags = [.remoteClosed, .noData] }
        let header = TTRPCFrameHeader(
            length: UInt32(bodySize),
            stream: stream,
            type: isData ? TTRPCFrameType.data : TTRPCFrameType.response,
            flags: flags
        )
        header.write(bytes)
        let body = UnsafeMutableRawBufferPointer(rebasing: bytes[TTRPCFrameHeader.size...])
        switch content {
        case .reply(let message): TTRPCResponse.write(payload: contentSize, body) { message?.pack($0) }
        case .failure(let status): TTRPCResponse.write(status: status, body)
        case .message(let message): message.pack(body)
        case .end: break
        }
    }
}

extension OutboundMessage {
    /// Bytes of the message, encoded.
    fileprivate var packedSize: Int {
        switch self {
        case .message(let message): protobuf_c_message_get_packed_size(message)
        case .encoded(let bytes): bytes.count
        }
    }

    /// Encodes the message; there is room for exactly its size.
    fileprivate func pack(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        switch self {
        case .message(let message):
            protobuf_c_message_pack(message, base.assumingMemoryBound(to: UInt8.self))
        case .encoded(let encoded):
            bytes.copyMemory(from: encoded)
        }
    }
}

extension Status {
    fileprivate static func replyTooLarge(_ size: Int) -> Status {
        Status(.resourceExhausted, "a reply of \(size) bytes; at most \(Limits.messageBytes) can be sent: ask for less")
    }
}
