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

    /// Whether JSON writes it as an object: generated types do not say.
    var isMap: Bool { isRepeated && kind == .message && messageDescriptor.isMapEntry }

    var isOneofMember: Bool { pointee.flags & PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue != 0 }

    /// As in the .proto file; its number where protoc-c left names out (optimize_for = CODE_SIZE).
    var name: String { pointee.name.map { String(cString: $0) } ?? String(pointee.id) }

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
    var fullName: String { pointee.name.map { String(cString: $0) } ?? "" }

    /// "Incident".
    var shortName: String { pointee.short_name.map { String(cString: $0) } ?? "message" }

    /// Whether it stands for one entry of a map: types of a `DescriptorPool` that do refer to themselves where
    /// protobuf-c has reserved a place.
    var isMapEntry: Bool { pointee.reserved1.map { UnsafeRawPointer($0) == UnsafeRawPointer(self) } ?? false }

    var fieldCount: Int { Int(pointee.n_fields) }

    /// Fields stand in the order of their numbers.
    func field(at index: Int) -> FieldDescriptor { pointee.fields + index }
}
