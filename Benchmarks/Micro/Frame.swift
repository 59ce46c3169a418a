import CProtobufC

/// Memory that replies are written into, one in the place of the other.
struct Frame: ~Copyable {
    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
    /// Bytes of the last reply.
    private(set) var count = 0

    deinit { memory.deallocate() }

    mutating func write(_ message: UnsafePointer<ProtobufCMessage>) {
        count = protobuf_c_message_get_packed_size(message)
        precondition(count <= memory.count)
        protobuf_c_message_pack(message, memory.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        memory.copyMemory(from: bytes)
        count = bytes.count
    }
}
