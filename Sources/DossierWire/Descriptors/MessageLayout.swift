import CProtobufC

/// Where the fields of a message lie in its structure: what a C compiler makes of the structure that protoc-c writes,
/// though not in the same order.
struct MessageLayout {
    /// Bytes so far.
    private(set) var size = MemoryLayout<ProtobufCMessage>.stride
    /// Where each oneof tells its case, and where its value lies; nil: no member has been placed yet.
    private var oneofs: [(caseOffset: UInt32, valueOffset: UInt32)?]

    init(_ message: MessageDescription) { oneofs = Array(repeating: nil, count: message.oneofs.count) }

    /// Where a field tells how many or whether, 0 when it need not, and where its value lies.
    mutating func field(_ label: ProtobufCLabel, _ kind: FieldDescription.Kind) -> (UInt32, UInt32) {
        if label == PROTOBUF_C_LABEL_REPEATED { return (take(MemoryLayout<Int>.size), take(8)) }
        let tells = label == PROTOBUF_C_LABEL_OPTIONAL && kind != .string && kind != .message
        let quantifier = tells ? take(MemoryLayout<protobuf_c_boolean>.size) : 0
        return (quantifier, take(kind.memorySize))
    }

    /// The same of a oneof's member.
    mutating func member(of oneof: Int) -> (UInt32, UInt32) {
        if let known = oneofs[oneof] { return known }
        // Large enough for the largest member.
        let place = (take(MemoryLayout<UInt32>.size), take(MemoryLayout<ProtobufCBinaryData>.size))
        oneofs[oneof] = place
        return place
    }

    private mutating func take(_ bytes: Int) -> UInt32 {
        // Everything of 8 bytes and more consists of words.
        let alignment = min(bytes, 8)
        let offset = (size + alignment - 1) / alignment * alignment
        size = offset + bytes
        return UInt32(offset)
    }
}
