import CProtobufC
import DossierCore

extension OutboundMessage {
    /// Bytes of the message, encoded.
    var packedSize: Int {
        switch self {
        case .message(let message): protobuf_c_message_get_packed_size(message)
        case .encoded(let bytes): bytes.count
        }
    }

    /// Encodes the message; there is room for exactly its size.
    func pack(_ bytes: UnsafeMutableRawBufferPointer) {
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
    static func replyTooLarge(_ size: Int) -> Status {
        Status(.resourceExhausted, "a reply of \(size) bytes; at most \(Limits.messageBytes) can be sent: ask for less")
    }

    /// In the place of a reply for which there is no room.
    static var overCeiling: Status {
        Status(.resourceExhausted, "too many replies wait on this connection; read them first")
    }
}
