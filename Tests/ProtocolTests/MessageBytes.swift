import CProtobufC

/// Encoded messages, read with the generated code.
enum MessageBytes {
    /// Whether bytes are this message and nothing else: decoded and encoded again they are the same.
    static func areCanonical(_ bytes: some Collection<UInt8>, as type: UnsafePointer<ProtobufCMessageDescriptor>)
        -> Bool
    {
        decode(bytes, as: type) { message in
            var packed = [UInt8](repeating: 0, count: protobuf_c_message_get_packed_size(message))
            protobuf_c_message_pack(message, &packed)
            return packed == Array(bytes)
        } ?? false
    }

    /// What `body` makes of the decoded message; nil when the bytes are not one.
    static func decode<Result>(
        _ bytes: some Collection<UInt8>,
        as type: UnsafePointer<ProtobufCMessageDescriptor>,
        _ body: (UnsafePointer<ProtobufCMessage>) -> Result
    ) -> Result? {
        let bytes = Array(bytes)
        guard let message = protobuf_c_message_unpack(type, nil, bytes.count, bytes) else { return nil }
        defer { protobuf_c_message_free_unpacked(message, nil) }
        return body(message)
    }
}
