import CProtobufC

/// Encodes messages.
public enum MessageEncoder {
    /// The message's bytes. protobuf-c drops a -0.0 that stands outside a oneof, as it equals the default.
    public static func encode(_ message: UnsafePointer<ProtobufCMessage>) -> [UInt8] {
        let size = protobuf_c_message_get_packed_size(message)
        // All threads share one empty array; the initializer below would write its count.
        guard size > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: size) { memory, count in
            count = protobuf_c_message_pack(message, memory.baseAddress)
        }
    }
}
