import CDossierModule

/// One version of a record, borrowed during a visit.
public struct Record {
    let raw: UnsafePointer<dossier_record>
    /// Where to go on after it; empty but in find and changes.
    public let cursor: UnsafeRawBufferPointer

    /// The last part of its name.
    public var id: UnsafeRawBufferPointer { raw.pointee.id.buffer }
    /// The encoded message.
    public var body: UnsafeRawBufferPointer { raw.pointee.body.buffer }
    /// It is a tombstone.
    public var isDeleted: Bool { raw.pointee.deleted != 0 }
    /// In a change feed: it left the caller's sight; it has no body.
    public var isRemoved: Bool { raw.pointee.deleted == 2 }
    /// In a change feed: what the version before was to the same reader, one of DOSSIER_BEFORE_*.
    public var before: UInt32 { raw.pointee.before }
    /// 1, 2, 3 .. for each write of it.
    public var revision: UInt64 { raw.pointee.revision }
    /// The transaction that wrote it, and when: nanoseconds since 1970.
    public var moment: dossier_moment { dossier_moment(sequence: raw.pointee.sequence, time_ns: raw.pointee.time_ns) }
}
