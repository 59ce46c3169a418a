import DossierCore

/// A JSON text as a tree. Nothing is lost but white space: numbers keep their digits, members their order.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// As written: "1", "-0.5", "1e400".
    case number(String)
    case string(String)
    case array([JSONValue])
    /// No two members have one name.
    case object([Member])

    /// One name and its value.
    public struct Member: Sendable, Hashable {
        /// Any text, also none.
        public var name: String
        /// Any value, also null.
        public var value: JSONValue

        /// A member by its parts.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259, strictly: no comments, no trailing commas, no second value).
    /// - Throws: INVALID_ARGUMENT with line and column for what is not JSON, not UTF-8, names a member twice or nests
    ///   deeper than `Limits.jsonDepth`.
    public init(parsing bytes: [UInt8]) throws(Status) {
        self = try bytes.span.bytes.withUnsafeBytes { (bytes) throws(Status) in
            var parser = JSONParser(bytes)
            return try parser.document()
        }
    }

    /// As `init(parsing:)` of the text's UTF-8.
    public init(parsing text: String) throws(Status) { try self.init(parsing: Array(text.utf8)) }

    /// An object of these members.
    public init(members: [(String, JSONValue)]) { self = .object(members.map { Member($0.0, $0.1) }) }

    /// The value of an object's member; nil when there is none, or this is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text as UTF-8: on one line, or pretty with two spaces a level.
    public func encode(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.value(self)
        return writer.bytes
    }

    /// Whether the text is a number as JSON writes it.
    static func isNumber(_ text: String) -> Bool {
        (try? JSONValue(parsing: text)) == .number(text)
    }

    /// For messages to people: "a string".
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
