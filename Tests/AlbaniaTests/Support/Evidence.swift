import DossierWire

/// A field of the record, and what must stand there.
struct Evidence: Sendable, CustomStringConvertible {
    private enum Expectation {
        /// Each of these, besides others.
        case values([String])
        /// These words, in one of the texts.
        case words(String)
        /// No value: the article does not say, so the record must not.
        case nothing
    }

    private let resource: String
    private let path: FieldPath
    private let expectation: Expectation

    /// The field has these values; a list may have others, too.
    static func field(_ resource: String, _ path: String, _ values: String...) -> Evidence {
        Evidence(resource: resource, path: FieldPath(path), expectation: .values(values))
    }

    /// These words stand in the field.
    static func words(_ resource: String, _ path: String, _ words: String) -> Evidence {
        Evidence(resource: resource, path: FieldPath(path), expectation: .words(words))
    }

    /// The field is empty, in a resource that is there.
    static func nothing(_ resource: String, _ path: String) -> Evidence {
        Evidence(resource: resource, path: FieldPath(path), expectation: .nothing)
    }

    /// Whether the record bears it out.
    func holds(in record: Record) -> Bool {
        let found = record.values(resource, path)
        return switch expectation {
        case .values(let values): values.allSatisfy(found.contains)
        case .words(let words): found.contains { $0.contains(words) }
        case .nothing: found.isEmpty && record.resources[resource] != nil
        }
    }

    /// The record with the field emptied; where it must be empty, filled.
    func contradicted(in record: Record) -> Record {
        var record = record
        let value: JSONValue? = if case .nothing = expectation { .string("something") } else { nil }
        record.resources[resource] = record.resources[resource].map { path.replacing(in: $0, with: value) }
        return record
    }

    var description: String {
        switch expectation {
        case .values(let values): "\(resource) \(path) = \(values.joined(separator: ", "))"
        case .words(let words): "\(resource) \(path) says \"\(words)\""
        case .nothing: "\(resource) \(path) is empty"
        }
    }
}
