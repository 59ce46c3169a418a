/// A message type: google.protobuf.DescriptorProto.
public struct MessageDescription: Sendable {
    /// Its full name: "dossier.v1.Incident".
    public var name = ""
    /// In the order of the file.
    public var fields: [FieldDescription] = []
    /// The names of its oneofs, those that stand for a proto3 `optional` included.
    public var oneofs: [String] = []
    /// Types declared within it.
    public var messages: [MessageDescription] = []
    /// Enums declared within it.
    public var enums: [EnumDescription] = []
    /// Whether it stands for one entry of a map field.
    public var isMapEntry = false
}
