import CProtobufC

/// A message type as protoc-c describes it.
public typealias MessageDescriptor = UnsafePointer<ProtobufCMessageDescriptor>

typealias FieldDescriptor = UnsafePointer<ProtobufCFieldDescriptor>

extension UnsafePointer<ProtobufCFieldDescriptor> {
    @inline(__always)
    var kind: FieldKind {
        let type = pointee.type.rawValue
        precondition(type <= PROTOBUF_C_TYPE_MESSAGE.rawValue, "a field type that protobuf-c 1.4 does not have")
        // The cases stand in protobuf-c's order and begin at 0: a switch would cost the hot path several compares.
        return unsafeBitCast(UInt8(truncatingIfNeeded: type), to: FieldKind.self)
    }

    @inline(__always)
    var isRepeated: Bool { pointee.label == PROTOBUF_C_LABEL_REPEATED }

    var isOneofMember: Bool { pointee.flags & PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue != 0 }

    /// As in the .proto file.
    var name: String { String(cString: pointee.name) }

    /// Of a field of kind message.
    var messageDescriptor: MessageDescriptor {
        pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
    }

    /// Of a field of kind enumeration.
    var enumDescriptor: UnsafePointer<ProtobufCEnumDescriptor> {
        pointee.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
    }
}

extension UnsafePointer<ProtobufCMessageDescriptor> {
    /// "dossier.v1.Incident".
    var fullName: String { String(cString: pointee.name) }

    /// "Incident".
    var shortName: String { String(cString: pointee.short_name) }

    var fields: UnsafeBufferPointer<ProtobufCFieldDescriptor> {
        UnsafeBufferPointer(start: pointee.fields, count: Int(pointee.n_fields))
    }
}
