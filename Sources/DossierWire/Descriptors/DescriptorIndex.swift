import DossierCore

/// The types of a set by their full names.
package struct DescriptorIndex: Sendable {
    /// A type, and what its file says for all its types.
    package struct Entry<Description: Sendable>: Sendable {
        package let description: Description
        let package: String
        let syntax: String
    }

    package private(set) var messages: [String: Entry<MessageDescription>] = [:]
    package private(set) var enums: [String: Entry<EnumDescription>] = [:]

    /// Refuses two types of one name: which is meant could not be told.
    package init(_ set: DescriptorSet) throws(Status) {
        for file in set.files {
            for message in file.messages { try add(message, of: file) }
            for described in file.enums { try add(described, of: file) }
        }
    }

    private mutating func add(_ message: MessageDescription, of file: FileDescription) throws(Status) {
        try claim(message.name)
        messages[message.name] = Entry(description: message, package: file.package, syntax: file.syntax)
        for nested in message.messages { try add(nested, of: file) }
        for described in message.enums { try add(described, of: file) }
    }

    private mutating func add(_ described: EnumDescription, of file: FileDescription) throws(Status) {
        try claim(described.name)
        enums[described.name] = Entry(description: described, package: file.package, syntax: file.syntax)
    }

    private func claim(_ name: String) throws(Status) {
        guard messages[name] == nil, enums[name] == nil else { throw .descriptor("\(name) is declared twice") }
    }
}
