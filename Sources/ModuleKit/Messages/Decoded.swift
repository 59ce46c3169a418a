import CProtobufC
import DossierCore

/// A message that this library decoded itself, such as a stored record; freed with it.
struct Decoded: ~Copyable {
    let message: UnsafeMutablePointer<ProtobufCMessage>

    /// DATA_LOSS when the bytes are not such a message: records are validated before they are stored.
    init(_ bytes: UnsafeRawBufferPointer, as descriptor: UnsafePointer<ProtobufCMessageDescriptor>) throws(Interrupt) {
        let data = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        try self.init(protobuf_c_message_unpack(descriptor, nil, bytes.count, data), descriptor)
    }

    /// The same, of bytes that are owned.
    init(_ bytes: [UInt8], as descriptor: UnsafePointer<ProtobufCMessageDescriptor>) throws(Interrupt) {
        try self.init(protobuf_c_message_unpack(descriptor, nil, bytes.count, bytes), descriptor)
    }

    private init(
        _ message: UnsafeMutablePointer<ProtobufCMessage>?,
        _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    ) throws(Interrupt) {
        guard let message else {
            throw .failed(.dataLoss, "a stored \(String(cString: descriptor.pointee.name)) cannot be decoded")
        }
        self.message = message
    }

    /// Lends the C struct of the message's type.
    func withBody<Body, Result>(_ body: (Body) -> Result) -> Result {
        body(UnsafeRawPointer(message).assumingMemoryBound(to: Body.self).pointee)
    }

    deinit { protobuf_c_message_free_unpacked(message, nil) }
}
