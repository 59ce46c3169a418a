/// A transaction, as the audit shows it.
public struct AuditEntry: Sendable {
    /// A revision that it wrote or redacted.
    public struct Revision: Sendable {
        /// "incidents/july-attack".
        public var name: String
        /// 1, 2, 3 .. for each write of the record.
        public var revision: UInt64
        /// Whether the record was deleted in it.
        public var isDeleted: Bool
        /// Whether its content has been taken away since.
        public var isRedacted: Bool
    }

    /// Some revisions, and how many there are.
    public struct Revisions: Sendable {
        /// The first ones, `Limits.auditedRevisions` at most.
        public var listed: [Revision] = []
        /// All.
        public var count: UInt64 = 0
    }

    /// Which, and when.
    public var moment: Moment
    /// Who.
    public var author: String
    /// From where, and by what.
    public var origin: Write.Origin
    /// That it and all before it are as they were.
    public var hash: [UInt8]
    /// In the order of writing.
    public var written: Revisions
    /// In the order of writing.
    public var redacted: Revisions
    /// Why these were redacted.
    public var reason: String
}

/// Some transactions, newest first.
public struct AuditPage: Sendable {
    /// At most as many as were asked for.
    public var entries: [AuditEntry] = []
    /// Go on before this transaction; nil: there are no more.
    public var before: UInt64?
}

/// Which transactions are asked for: those for which all of it holds.
public struct AuditQuery: Sendable {
    /// They wrote or redacted this record; nil: any.
    public var record: (kind: String, id: String)?
    /// This one wrote them; nil: anybody.
    public var author: String?
    /// Recorded at or after this time, nanoseconds since 1970.
    public var start: Int64?
    /// Recorded before this time.
    public var end: Int64?
    /// Before this transaction; nil: from the last one on.
    public var before: UInt64?
    /// At most so many.
    public var limit: Int

    /// The last transactions.
    public init(limit: Int) { self.limit = limit }
}
