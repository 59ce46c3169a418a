import CProtobufC

extension FieldDescription {
    /// The oneof that it is a member of; nil for a proto3 `optional`, whose oneof only tells its presence.
    var realOneof: Int32? { isOptional ? nil : oneof }

    /// As protoc-c labels it: what is `optional` has presence, what proto3 leaves without a label has none.
    func cLabel(_ syntax: String) -> ProtobufCLabel {
        switch label {
        case .repeated: PROTOBUF_C_LABEL_REPEATED
        case .required: PROTOBUF_C_LABEL_REQUIRED
        case .optional: syntax == "proto3" && !isOptional ? PROTOBUF_C_LABEL_NONE : PROTOBUF_C_LABEL_OPTIONAL
        }
    }

    /// Whether its values are written as one: proto3's way for numbers, proto2's when asked for.
    func isPacked(_ kind: Kind, _ syntax: String) -> Bool {
        guard label == .repeated, ![.string, .bytes, .message].contains(kind) else { return false }
        return isPacked ?? (syntax == "proto3")
    }
}

extension FieldDescription.Kind {
    /// protobuf-c's type; nil for a group, which it does not have.
    var type: ProtobufCType? {
        switch self {
        case .double: PROTOBUF_C_TYPE_DOUBLE
        case .float: PROTOBUF_C_TYPE_FLOAT
        case .int64: PROTOBUF_C_TYPE_INT64
        case .uint64: PROTOBUF_C_TYPE_UINT64
        case .int32: PROTOBUF_C_TYPE_INT32
        case .fixed64: PROTOBUF_C_TYPE_FIXED64
        case .fixed32: PROTOBUF_C_TYPE_FIXED32
        case .bool: PROTOBUF_C_TYPE_BOOL
        case .string: PROTOBUF_C_TYPE_STRING
        case .group: nil
        case .message: PROTOBUF_C_TYPE_MESSAGE
        case .bytes: PROTOBUF_C_TYPE_BYTES
        case .uint32: PROTOBUF_C_TYPE_UINT32
        case .enumeration: PROTOBUF_C_TYPE_ENUM
        case .sfixed32: PROTOBUF_C_TYPE_SFIXED32
        case .sfixed64: PROTOBUF_C_TYPE_SFIXED64
        case .sint32: PROTOBUF_C_TYPE_SINT32
        case .sint64: PROTOBUF_C_TYPE_SINT64
        }
    }

    /// Bytes of a value in protobuf-c's memory.
    var memorySize: Int {
        switch self {
        case .float, .int32, .fixed32, .bool, .uint32, .enumeration, .sfixed32, .sint32: 4
        case .double, .int64, .uint64, .fixed64, .sfixed64, .sint64, .string, .message, .group: 8
        case .bytes: MemoryLayout<ProtobufCBinaryData>.size
        }
    }
}
