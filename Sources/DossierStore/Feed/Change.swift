/// One version as the change feed shows it. Immutable once it is published.
struct Change: Sendable {
    /// The key of the version's kind.
    let kind: Int64
    let record: CachedRecord
    /// The version's key.
    let version: Int64
    /// What the version before was.
    let before: RecordView.Before
    /// What the version was indexed by; nil when its module no longer accepts it.
    let index: RecordIndex?
    /// The same of the version before.
    let indexBefore: RecordIndex?

    /// Where a reader stands who has seen it.
    var position: FeedPosition { FeedPosition(sequence: record.moment.sequence, version: version) }

    /// The name of the version's kind.
    var kindName: String { record.withView { String(decoding: $0.kind, as: UTF8.self) } }

    /// Its record takes another clearance than before; or this version took more than the transaction's last one of it.
    var isRemarked = false

    /// What it counts for against `Limits.tailBytes`.
    var cost: Int { record.cost + (index?.cost ?? 0) + (indexBefore?.cost ?? 0) }
}
