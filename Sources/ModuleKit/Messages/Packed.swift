import CProtobufC

extension UnsafePointer<ProtobufCMessage> {
    /// The message's bytes.
    package var packed: [UInt8] {
        let size = protobuf_c_message_get_packed_size(self)
        // All threads share one empty array; the initializer below would write its count.
        guard size > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = protobuf_c_message_pack(self, buffer.baseAddress)
        }
    }
}
