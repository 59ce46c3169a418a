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

    /// The full names of all that it declares: services and their methods ("dossier.v1.Incidents.GetIncident"), messages
    /// with their fields and oneofs, nested ones too, enums and their values, which stand beside their enum.
    public var symbols: [String] {
        services.flatMap { service in [service.name] + service.methods.map { "\(service.name).\($0.name)" } }
            + enums.flatMap { $0.symbols(in: package) } + messages.flatMap(\.symbols)
    }

    /// What it declares, encoded: `encoded` without source_code_info, which tells of comments and lines.
    public var declarations: [UInt8] {
        encoded.span.bytes.withUnsafeBytes { bytes in
            var declarations: [UInt8] = []
            var fields = DescriptorFields(bytes)
            var start = 0
            while let field = try? fields.next() {
                // FileDescriptorProto.source_code_info
                if field.number != 9 { declarations += bytes[start..<fields.offset] }
                start = fields.offset
            }
            return declarations
        }
    }
}

extension MessageDescription {
    /// Its own full name, its parts and those nested in it. No deeper than the reader lets messages nest.
    fileprivate var symbols: [String] {
        [name] + fields.map { "\(name).\($0.name)" } + oneofs.map { "\(name).\($0)" }
            + enums.flatMap { $0.symbols(in: name) } + messages.flatMap(\.symbols)
    }
}

extension EnumDescription {
    fileprivate func symbols(in scope: String) -> [String] {
        [name] + values.map { scope.isEmpty ? $0.name : "\(scope).\($0.name)" }
    }
}
