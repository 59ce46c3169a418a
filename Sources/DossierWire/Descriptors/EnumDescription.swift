/// An enum: google.protobuf.EnumDescriptorProto.
public struct EnumDescription: Sendable {
    /// One of its values: google.protobuf.EnumValueDescriptorProto.
    public struct Value: Sendable {
        /// As in the .proto file: "TLP_AMBER".
        public var name = ""
        /// On the wire; several names may share one.
        public var number: Int32 = 0
    }

    /// Its full name: "dossier.v1.Tlp".
    public var name = ""
    /// In the order of the file.
    public var values: [Value] = []
}
