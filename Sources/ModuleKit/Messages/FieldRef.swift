import CProtobufC
import Glibc

/// A field of a protobuf-c message, found once by name and then read by its offset.
public struct FieldRef: @unchecked Sendable {
    // Sendable: the descriptor is generated, immutable and lives as long as the library.
    let descriptor: UnsafePointer<ProtobufCFieldDescriptor>

    /// The field with that descriptor.
    init(_ descriptor: UnsafePointer<ProtobufCFieldDescriptor>) { self.descriptor = descriptor }

    /// The field of that name; nil when the message has none.
    public init?(_ name: String, in message: UnsafePointer<ProtobufCMessageDescriptor>) {
        guard let field = protobuf_c_message_descriptor_get_field_by_name(message, name) else { return nil }
        descriptor = field
    }

    /// The field of that name, which the library's own descriptor has.
    package init(required name: String, in message: UnsafePointer<ProtobufCMessageDescriptor>) {
        guard let field = FieldRef(name, in: message) else {
            preconditionFailure("\(String(cString: message.pointee.name)) has no field \(name)")
        }
        self = field
    }

    /// Its number on the wire.
    package var number: UInt32 { descriptor.pointee.id }
    /// Its name in the .proto file.
    var name: String { String(cString: descriptor.pointee.name) }
    var type: ProtobufCType { descriptor.pointee.type }
    var isRepeated: Bool { descriptor.pointee.label == PROTOBUF_C_LABEL_REPEATED }
    var isOneofMember: Bool { descriptor.pointee.flags & PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue != 0 }
    /// Of an enum field.
    var enumDescriptor: UnsafePointer<ProtobufCEnumDescriptor> {
        descriptor.pointee.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
    }
    /// Of a message field.
    var messageDescriptor: UnsafePointer<ProtobufCMessageDescriptor> {
        descriptor.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
    }
    /// Where the value stands in the message.
    var offset: Int { Int(descriptor.pointee.offset) }
    /// Bytes from one value of a repeated field to the next.
    var elementSize: Int {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_MESSAGE, PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64,
            PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_DOUBLE:
            8
        case PROTOBUF_C_TYPE_BYTES: MemoryLayout<ProtobufCBinaryData>.stride
        default: 4
        }
    }
    private var quantifierOffset: Int { Int(descriptor.pointee.quantifier_offset) }

    /// A string's value; nil only in a message that was never initialised.
    func text(in message: UnsafeRawPointer) -> UnsafePointer<CChar>? {
        message.load(fromByteOffset: offset, as: UnsafePointer<CChar>?.self)
    }

    /// A string's value, copied.
    func string(in message: UnsafeRawPointer) -> String {
        String(decoding: UnsafeRawBufferPointer(text: text(in: message)), as: UTF8.self)
    }

    /// A scalar's value.
    func value<Value>(_: Value.Type, in message: UnsafeRawPointer) -> Value {
        message.load(fromByteOffset: offset, as: Value.self)
    }

    /// A message's value; nil when absent.
    func message(in message: UnsafeRawPointer) -> UnsafePointer<ProtobufCMessage>? {
        message.load(fromByteOffset: offset, as: UnsafePointer<ProtobufCMessage>?.self)
    }

    /// How many values a repeated field has.
    func count(in message: UnsafeRawPointer) -> Int {
        message.load(fromByteOffset: quantifierOffset, as: Int.self)
    }

    /// The values of a repeated message field.
    func messages(in message: UnsafeRawPointer) -> UnsafeBufferPointer<UnsafePointer<ProtobufCMessage>> {
        let start = message.load(
            fromByteOffset: offset,
            as: UnsafePointer<UnsafePointer<ProtobufCMessage>>?.self
        )
        return UnsafeBufferPointer(start: start, count: count(in: message))
    }

    /// The values of a repeated string field.
    func texts(in message: UnsafeRawPointer) -> UnsafeBufferPointer<UnsafePointer<CChar>> {
        let start = message.load(fromByteOffset: offset, as: UnsafePointer<UnsafePointer<CChar>>?.self)
        return UnsafeBufferPointer(start: start, count: count(in: message))
    }

    /// Which member of its oneof is set; 0: none.
    func oneofCase(in message: UnsafeRawPointer) -> UInt32 {
        message.load(fromByteOffset: quantifierOffset, as: UInt32.self)
    }

    /// Sets a scalar, a string or a message in a copy of a message.
    func set<Value>(_ value: Value, in message: UnsafeMutableRawPointer) {
        message.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }
}
