import CProtobufC

/// A field of one message in protobuf-c's memory.
struct FieldStorage {
    let descriptor: FieldDescriptor
    private let message: UnsafeRawPointer

    init(_ descriptor: FieldDescriptor, of message: UnsafeRawPointer) {
        self.descriptor = descriptor
        self.message = message
    }

    /// Where a singular field's value lies.
    var value: UnsafeRawPointer { message + Int(descriptor.pointee.offset) }

    /// Elements of a repeated field.
    var count: Int { quantifier.load(as: Int.self) }

    /// Where an element of a repeated field lies.
    func element(_ index: Int) -> UnsafeRawPointer {
        value.load(as: UnsafeRawPointer.self) + index * descriptor.kind.memorySize
    }

    /// Whether protobuf-c packs it. A -0.0, which it drops, counts as present.
    var isPresent: Bool {
        if descriptor.isRepeated { return count > 0 }
        if descriptor.isOneofMember {
            return quantifier.load(as: UInt32.self) == descriptor.pointee.id && !(isPointer && pointer == nil)
        }
        switch descriptor.pointee.label {
        case PROTOBUF_C_LABEL_REQUIRED: return true
        case PROTOBUF_C_LABEL_OPTIONAL:
            if isPointer { return pointer != nil && pointer != descriptor.pointee.default_value }
            return quantifier.load(as: Int32.self) != 0
        default: return !isZero
        }
    }

    /// Whether its absence means its default: not so for messages, oneofs and proto2's optional fields.
    var hasDefaultToShow: Bool {
        if descriptor.isRepeated { return true }
        return descriptor.pointee.label == PROTOBUF_C_LABEL_NONE && descriptor.kind != .message
            && !descriptor.isOneofMember
    }

    /// The number of elements, whether there is a value, or which member of a oneof is set.
    private var quantifier: UnsafeRawPointer { message + Int(descriptor.pointee.quantifier_offset) }

    private var isPointer: Bool { descriptor.kind == .string || descriptor.kind == .message }

    private var pointer: UnsafeRawPointer? { value.load(as: UnsafeRawPointer?.self) }

    private var isZero: Bool {
        switch descriptor.kind {
        case .message: return pointer == nil
        case .string: return pointer.map { $0.load(as: UInt8.self) == 0 } ?? true
        case .bytes: return value.load(as: ProtobufCBinaryData.self).len == 0
        default:
            return descriptor.kind.memorySize == 4 ? value.load(as: UInt32.self) == 0 : value.load(as: UInt64.self) == 0
        }
    }
}
