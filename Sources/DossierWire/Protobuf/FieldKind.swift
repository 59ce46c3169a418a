import CProtobufC

/// protobuf-c's `ProtobufCType`, in its order, as an enumeration that a `switch` knows to be complete.
enum FieldKind: UInt8 {
    case int32, sint32, sfixed32
    case int64, sint64, sfixed64
    case uint32, fixed32
    case uint64, fixed64
    case float, double
    case bool
    case enumeration
    case string, bytes, message
}

extension FieldKind {
    /// How a single value is laid out on the wire.
    var wireType: WireType {
        switch self {
        case .int32, .sint32, .int64, .sint64, .uint32, .uint64, .bool, .enumeration: .varint
        case .sfixed32, .fixed32, .float: .fixed32
        case .sfixed64, .fixed64, .double: .fixed64
        case .string, .bytes, .message: .lengthPrefixed
        }
    }

    /// Bytes of a value in protobuf-c's memory, and so of an element of a repeated field.
    var memorySize: Int {
        switch self {
        case .int32, .sint32, .sfixed32, .uint32, .fixed32, .float, .bool, .enumeration: 4
        case .int64, .sint64, .sfixed64, .uint64, .fixed64, .double: 8
        case .string, .message: MemoryLayout<UnsafeRawPointer>.size
        case .bytes: MemoryLayout<ProtobufCBinaryData>.size
        }
    }
}
