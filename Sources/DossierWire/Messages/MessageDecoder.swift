import CProtobufC
import DossierCore

/// Decodes messages that nobody has to trust.
public enum MessageDecoder {
    /// Validates the bytes, then decodes them into the arena, whose memory the message lives in.
    /// - Parameter depth: how many messages lie around it already.
    /// - Throws: as `MessageValidator.validate`, within the arena's limit.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer,
        as descriptor: MessageDescriptor,
        in arena: Arena,
        depth: Int = 0
    ) throws(Status) -> UnsafeMutablePointer<ProtobufCMessage> {
        let memory = try MessageValidator.validate(bytes, as: descriptor, limit: arena.limit, depth: depth)
        guard arena.reserve(byteCount: memory) else {
            throw WireFault.tooMuchMemory.status(of: descriptor.shortName, memory: arena.limit)
        }
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        guard let message = protobuf_c_message_unpack(descriptor, arena.allocator, bytes.count, start) else {
            // Valid bytes within memory that was set aside: nothing else is left.
            throw Status(.invalidArgument, "\(descriptor.shortName): lacks a field that is required")
        }
        return message
    }
}
