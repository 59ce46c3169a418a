import DossierWire

extension JSONValue {
    /// A google.protobuf.FieldMask of paths that are written as in the .proto file or in lowerCamelCase.
    static func fieldMask(_ paths: [String]) -> JSONValue {
        .string(paths.map(camel).joined(separator: ","))
    }

    private static func camel(_ path: String) -> String {
        let words = path.split(separator: "_", omittingEmptySubsequences: false)
        return words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
