import CProtobufC

extension UnsafePointer<ProtobufCMessage> {
    /// The message's bytes.
    package var packed: [UInt8] {
        let size = protobuf_c_message_get_packed_size(self)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = size == 0 ? 0 : protobuf_c_message_pack(self, buffer.baseAddress)
        }
    }
}
