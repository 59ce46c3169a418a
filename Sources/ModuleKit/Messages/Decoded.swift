import CProtobufC
import DossierCore

/// A message that this library decoded itself, such as a stored record; freed with it.
struct Decoded: ~Copyable {
    let message: UnsafeMutablePointer<ProtobufCMessage>

    /// DATA_LOSS when the bytes are not such a message: records are validated before they are stored.
    init(_ bytes: UnsafeRawBufferPointer, as descriptor: UnsafePointer<ProtobufCMessageDescriptor>) throws(Interrupt) {
        let data = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        guard let message = protobuf_c_message_unpack(descriptor, nil, bytes.count, data) else {
            throw .failed(.dataLoss, "a stored \(String(cString: descriptor.pointee.name)) cannot be decoded")
        }
        self.message = message
    }

    deinit { protobuf_c_message_free_unpacked(message, nil) }
}
