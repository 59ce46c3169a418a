import DossierWire

/// The files that one module carries, found by their names and by what they declare.
struct DescribedFiles: Sendable {
    struct File: Sendable {
        let name: String
        /// The names of the files that it imports.
        let imports: [String]
        /// A FileDescriptorProto.
        let encoded: [UInt8]
    }

    private var files: [String: File] = [:]
    private var declaring: [String: String] = [:]
    private var messages: Set<String> = []

    init(_ set: DescriptorSet) {
        for file in set.files {
            files[file.name] = File(name: file.name, imports: file.dependencies, encoded: file.encoded)
            for symbol in file.symbols { declaring[symbol] = file.name }
            for message in file.messages { add(message) }
        }
    }

    private mutating func add(_ message: MessageDescription) {
        messages.insert(message.name)
        for nested in message.messages { add(nested) }
    }

    subscript(name: String) -> File? { files[name] }

    /// The file that declares a service, a method, a type, a field or a value by that full name.
    func file(declaring symbol: String) -> File? { declaring[symbol].flatMap { files[$0] } }

    func hasMessage(_ name: String) -> Bool { messages.contains(name) }
}
