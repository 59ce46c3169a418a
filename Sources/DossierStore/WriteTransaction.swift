import DossierCore

/// A transaction that can change the record. Reads see its own writes. On the writer's thread, inside `Write.body` only.
public protocol WriteTransaction: ReadTransaction {
    /// Writes a new version and returns its revision. `revision` is the one expected to be the latest: another is
    /// ABORTED; 0 where the record exists, deleted or not, is ALREADY_EXISTS. The store sets author and moment.
    func put(_ record: NewRecord) throws(Status) -> UInt64

    /// Takes the content of revisions out of the record for good, once `Store.scrub` has run, too; returns those that
    /// were not redacted before, in their order. That it was done, by whom and why, is part of the record.
    ///
    /// NOT_FOUND for what there is not, FAILED_PRECONDITION for the current revision of a record that is not deleted,
    /// RESOURCE_EXHAUSTED past `Limits.redactedRevisions`.
    func redact(_ redaction: Redaction) throws(Status) -> [UInt64]
}

/// A version to write. Borrowed like `RecordView`.
public struct NewRecord {
    /// One that was declared.
    public var kind: String
    /// UTF-8, 1 to `Limits.recordIDBytes`.
    public var id: UnsafeRawBufferPointer
    /// Kept as it is.
    public var body: UnsafeRawBufferPointer
    /// As dossier.v1.Tlp: 1 clear .. 5 red.
    public var tlp: UInt32
    /// A tombstone: the record is gone but for its history.
    public var deleted: Bool
    /// The latest revision that the writer has seen; 0: none must exist.
    public var revision: UInt64

    /// A version by its parts.
    public init(
        kind: String,
        id: UnsafeRawBufferPointer,
        body: UnsafeRawBufferPointer,
        tlp: UInt32,
        deleted: Bool,
        revision: UInt64
    ) {
        self.kind = kind
        self.id = id
        self.body = body
        self.tlp = tlp
        self.deleted = deleted
        self.revision = revision
    }
}
