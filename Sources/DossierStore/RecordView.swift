/// One version of a record, borrowed: its pointers hold only during the visit.
public struct RecordView {
    /// What became of the record in this version.
    public enum Deletion: UInt32, Sendable {
        case live = 0
        /// Deleted here; kept in the history.
        case tombstone = 1
        /// In a change feed: it left the reader's sight or filter.
        case removed = 2
    }

    /// In a change feed: what the version before was, to the same reader and filter.
    public enum Before: UInt32, Sendable {
        case none = 0
        case live = 1
        case tombstone = 2
    }

    /// "incidents", as in names.
    public var kind: UnsafeRawBufferPointer
    /// UTF-8.
    public var id: UnsafeRawBufferPointer
    /// As the module wrote it.
    public var body: UnsafeRawBufferPointer
    /// Who wrote this version, UTF-8.
    public var author: UnsafeRawBufferPointer
    /// As dossier.v1.Tlp: 1 clear .. 5 red.
    public var tlp: UInt32
    /// Whether it is a tombstone.
    public var deletion: Deletion
    /// 1, 2, 3 .. for each write of the record.
    public var revision: UInt64
    /// The transaction that wrote this version.
    public var moment: Moment
    /// In a change feed; `none` elsewhere.
    public var before = Before.none

    /// A version by its parts.
    public init(
        kind: UnsafeRawBufferPointer,
        id: UnsafeRawBufferPointer,
        body: UnsafeRawBufferPointer,
        author: UnsafeRawBufferPointer,
        tlp: UInt32,
        deletion: Deletion,
        revision: UInt64,
        moment: Moment
    ) {
        self.kind = kind
        self.id = id
        self.body = body
        self.author = author
        self.tlp = tlp
        self.deletion = deletion
        self.revision = revision
        self.moment = moment
    }
}
