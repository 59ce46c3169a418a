import CProtobufC
import DossierCore

/// A message that this library decoded itself, such as a stored record; freed with it.
struct Decoded: ~Copyable {
    let message: UnsafeMutablePointer<ProtobufCMessage>

    /// DATA_LOSS when the bytes are not such a message: records are validated before they are stored.
    init(_ bytes: [UInt8], as descriptor: UnsafePointer<ProtobufCMessageDescriptor>) throws(Interrupt) {
        let message = bytes.withUnsafeBufferPointer {
            protobuf_c_message_unpack(descriptor, nil, $0.count, $0.baseAddress)
        }
        guard let message else {
            throw .failed(.dataLoss, "a stored \(String(cString: descriptor.pointee.name)) cannot be decoded")
        }
        self.message = message
    }

    deinit { protobuf_c_message_free_unpacked(message, nil) }
}
