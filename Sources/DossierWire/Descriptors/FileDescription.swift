/// One .proto file: google.protobuf.FileDescriptorProto.
public struct FileDescription: Sendable {
    /// As imports name it: "dossier/v1/incidents.proto". Any text, also none.
    public var name = ""
    /// "dossier.v1"; empty when it has none.
    public var package = ""
    /// "proto3"; empty for proto2.
    public var syntax = ""
    /// The names of the files that it imports.
    public var dependencies: [String] = []
    /// Those at the top; others are nested in them.
    public var messages: [MessageDescription] = []
    /// Those at the top.
    public var enums: [EnumDescription] = []
    /// All of them.
    public var services: [ServiceDescription] = []
    /// The FileDescriptorProto as it was read.
    public var encoded: [UInt8] = []

    /// The full names of all that it declares: messages and enums, nested ones too, services and their methods
    /// ("dossier.v1.Incidents.GetIncident").
    public var symbols: [String] {
        services.flatMap { service in [service.name] + service.methods.map { "\(service.name).\($0.name)" } }
            + enums.map(\.name) + messages.flatMap(\.symbols)
    }
}

extension MessageDescription {
    /// Its own full name and those nested in it. No deeper than the reader lets messages nest.
    fileprivate var symbols: [String] { [name] + enums.map(\.name) + messages.flatMap(\.symbols) }
}
