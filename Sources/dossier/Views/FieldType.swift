import CDossierProtos
import CProtobufC
import DossierClient
import DossierWire

/// What a field of a message is, as far as showing it needs.
struct FieldType {
    private let field: UnsafePointer<ProtobufCFieldDescriptor>

    /// The field of a message by its name in the .proto file or in JSON.
    init?(_ name: String, of message: MessageDescriptor) {
        guard let field = protobuf_c_message_descriptor_get_field_by_name(message, Self.snake(name)) else { return nil }
        self.field = field
    }

    /// Of an enum's value.
    var enumeration: UnsafePointer<ProtobufCEnumDescriptor>? {
        field.pointee.type == PROTOBUF_C_TYPE_ENUM
            ? field.pointee.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self) : nil
    }

    /// Of a message.
    var message: MessageDescriptor? {
        field.pointee.type == PROTOBUF_C_TYPE_MESSAGE
            ? field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self) : nil
    }

    /// "target_text" of "targetText".
    static func snake(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
    }
}
