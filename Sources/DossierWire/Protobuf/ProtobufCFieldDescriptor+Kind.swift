import CProtobufC

/// A message type as protoc-c describes it.
public typealias MessageDescriptor = UnsafePointer<ProtobufCMessageDescriptor>

typealias FieldDescriptor = UnsafePointer<ProtobufCFieldDescriptor>

extension UnsafePointer<ProtobufCFieldDescriptor> {
    var kind: FieldKind {
        guard let kind = FieldKind(rawValue: pointee.type.rawValue) else {
            preconditionFailure("a field descriptor of a type that protobuf-c 1.4 does not have")
        }
        return kind
    }

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
