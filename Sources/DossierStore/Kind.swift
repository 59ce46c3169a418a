import DossierCore

/// What the store must know of a kind of record.
public struct Kind: Sendable {
    /// "incidents", as in names.
    public let name: String
    /// Declared terms, in the order that `TermSink` counts them.
    public let fields: [Field]
    /// Raised when `index` gives other terms than before.
    public let termsVersion: UInt32
    /// Gives a record's terms from its body alone. Any thread, concurrently.
    public let index: @Sendable (RecordView, inout TermSink) throws(Status) -> Void
    /// Gives what stands in a body's place once it has been redacted. On the writer's thread.
    public let redact: @Sendable (RecordView, RedactionMark) throws(Status) -> [UInt8]

    /// A kind by its parts.
    public init(
        name: String,
        fields: [Field],
        termsVersion: UInt32,
        redact: @escaping @Sendable (RecordView, RedactionMark) throws(Status) -> [UInt8] =
            { _, _ throws(Status) in [] },
        index: @escaping @Sendable (RecordView, inout TermSink) throws(Status) -> Void
    ) {
        self.name = name
        self.fields = fields
        self.termsVersion = termsVersion
        self.redact = redact
        self.index = index
    }
}

/// A term that a kind declares.
public struct Field: Sendable, Equatable {
    /// How a term's value sorts and compares.
    public enum ValueType: UInt32, Sendable {
        /// UTF-8.
        case text
        /// Eight bytes, big endian, sign bit flipped.
        case int
        /// Nanoseconds since 1970, as `int`.
        case time
        /// 0 or 1, as `int`.
        case bool
        /// "kind/id" of another record, UTF-8; it must exist when the transaction ends.
        case name
    }

    /// As a filter names it: "victims.actor".
    public let name: String
    /// Of its values.
    public let type: ValueType
    /// Whether a record may have several.
    public let repeated: Bool
    /// For `name`: the kinds that may be referred to.
    public let kinds: [String]

    /// A term by its parts.
    public init(name: String, type: ValueType, repeated: Bool, kinds: [String] = []) {
        self.name = name
        self.type = type
        self.repeated = repeated
        self.kinds = kinds
    }
}
