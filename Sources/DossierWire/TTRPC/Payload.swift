import CProtobufC

extension TTRPC {
    /// A message that goes into an envelope: still to be packed, or encoded already.
    enum Payload {
        case message(UnsafePointer<ProtobufCMessage>)
        case encoded(UnsafeRawBufferPointer)

        var size: Int {
            switch self {
            case .message(let message): protobuf_c_message_get_packed_size(message)
            case .encoded(let bytes): bytes.count
            }
        }

        /// Writes `size` bytes, the size that `size` gave.
        func write(_ size: Int, into writer: inout WireWriter) {
            switch self {
            case .encoded(let bytes): writer.bytes(bytes)
            case .message(let message):
                guard let start = writer.rest.baseAddress else { return }
                let written = protobuf_c_message_pack(message, start.assumingMemoryBound(to: UInt8.self))
                precondition(written == size, "the message changed while it was packed")
                writer.advance(written)
            }
        }
    }
}
