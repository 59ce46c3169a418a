/// Revisions of a record whose content is to be taken out of the record for good.
public struct Redaction: Sendable {
    /// One that was declared.
    public var kind: String
    /// UTF-8.
    public var id: [UInt8]
    /// Which; empty: all.
    public var revisions: [UInt64]
    /// Why: kept, and shown to whoever reads them.
    public var reason: String

    /// A redaction by its parts.
    public init(kind: String, id: [UInt8], revisions: [UInt64], reason: String) {
        self.kind = kind
        self.id = id
        self.revisions = revisions
        self.reason = reason
    }
}

/// What is known of a redaction to those who read a version that it took away.
public struct RedactionMark: Sendable {
    /// The transaction that did it.
    public var moment: Moment
    /// Who asked for it.
    public var author: String
    /// Why.
    public var reason: String
}
