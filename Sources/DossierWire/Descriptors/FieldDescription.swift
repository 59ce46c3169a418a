/// A field of a message: google.protobuf.FieldDescriptorProto.
public struct FieldDescription: Sendable {
    /// FieldDescriptorProto.Label.
    public enum Label: UInt64, Sendable {
        case optional = 1
        case required
        case repeated
    }

    /// FieldDescriptorProto.Type.
    public enum Kind: UInt64, Sendable {
        case double = 1
        case float, int64, uint64, int32, fixed64, fixed32, bool, string, group, message, bytes, uint32, enumeration
        case sfixed32, sfixed64, sint32, sint64
    }

    /// As in the .proto file: "target_text".
    public var name = ""
    /// On the wire. Any number: whoever uses it checks it.
    public var number: Int32 = 0
    /// How often it may stand in a message.
    public var label = Label.optional
    /// Nil when the file does not say, or names a type that does not exist.
    public var kind: Kind?
    /// Of a message or an enum: its full name, without the dot in front.
    public var typeName = ""
    /// The place of its oneof in the message's `oneofs`. Any number: whoever uses it checks it.
    public var oneof: Int32?
    /// Whether its declaration says how repeated values lie on the wire; nil: as its syntax has it.
    public var isPacked: Bool?
    /// A proto3 `optional`: its oneof is not real.
    public var isOptional = false
}
