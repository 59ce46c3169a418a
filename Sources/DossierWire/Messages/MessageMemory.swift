import CProtobufC

/// What protobuf-c 1.4 asks of its allocator when it decodes (read from its `protobuf_c_message_unpack`).
enum MessageMemory {
    /// Fields of one message that protobuf-c remembers on the stack before it asks for memory.
    private static let fieldsOnStack = 16
    /// sizeof(ScannedMember), which is private to protobuf-c.
    private static let scannedFieldBytes = 32

    /// The message's own structure, and the bitmap of required fields when it has more than 128.
    @inline(__always)
    static func structure(_ descriptor: MessageDescriptor) -> Int {
        let fields = Int(descriptor.pointee.n_fields)
        return ArenaState.rounded(descriptor.pointee.sizeof_message)
            + (fields > 128 ? ArenaState.rounded((fields + 7) / 8) : 0)
    }

    /// A field that the type does not have, with its length prefix if any; the first also begins their array.
    static func unknownField(_ count: Int) -> Int {
        MemoryLayout<ProtobufCMessageUnknownField>.stride + ArenaState.rounded(count)
    }

    /// One element of a repeated field that is not packed.
    @inline(__always)
    static func element(_ kind: FieldKind) -> Int { ArenaState.rounded(kind.memorySize) }

    /// The slabs, each twice as large as the one before, in which protobuf-c remembers a message's fields.
    @inline(__always)
    static func scannedFields(_ count: Int) -> Int {
        guard count > fieldsOnStack else { return 0 }
        var slab = fieldsOnStack
        var capacity = slab
        var bytes = 0
        while capacity < count {
            slab *= 2
            capacity += slab
            bytes += slab * scannedFieldBytes
        }
        return bytes
    }
}
