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

    /// Its bytes, of its own.
    var packed: [UInt8] {
        let size = packedSize
        // All threads share one empty array; the initializer below would write its count.
        guard size > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: size) { memory, count in
            pack(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: memory[..<size])))
            count = size
        }
    }
}

extension Status {
    /// In the place of a reply that is larger than any may be.
    static func replyTooLarge(_ size: Int, limit: Int = Limits.messageBytes) -> Status {
        Status(.resourceExhausted, "a reply of \(size) bytes; at most \(limit) can be sent: ask for less")
    }

    /// For calls that come during a drain.
    static var goingDown: Status { Status(.unavailable, "the server is going down; call again, or another one") }

    /// For a request by HTTP whose body is longer than any message.
    static func bodyTooLarge(_ limit: Int) -> Status {
        Status(.resourceExhausted, "the body of a request may have \(limit) bytes")
    }

    /// In the place of a reply for which there is no room.
    static var overCeiling: Status {
        Status(.resourceExhausted, "too many replies wait on this connection; read them first")
    }
}
