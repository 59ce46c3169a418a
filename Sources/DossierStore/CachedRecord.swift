/// The current version of a record, kept in memory. Immutable.
public final class CachedRecord: Sendable {
    private let kind: [UInt8]
    private let id: [UInt8]
    private let body: [UInt8]
    private let author: [UInt8]
    private let tlp: UInt32
    private let deletion: RecordView.Deletion
    private let revision: UInt64
    /// The transaction that wrote it.
    public let moment: Moment

    /// Copies a version.
    public init(copying view: RecordView) {
        kind = [UInt8](view.kind)
        id = [UInt8](view.id)
        body = [UInt8](view.body)
        author = [UInt8](view.author)
        tlp = view.tlp
        deletion = view.deletion
        revision = view.revision
        moment = view.moment
    }

    /// What it counts for against `Limits.cacheBytes`.
    var cost: Int { 256 + kind.count + id.count + body.count + author.count }

    /// Whether it is the record of that kind and id.
    func matches(kind: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer) -> Bool {
        self.id.elementsEqual(id) && self.kind.elementsEqual(kind)
    }

    /// Lends the version.
    public func withView<Result>(_ body: (RecordView) -> Result) -> Result {
        kind.withUnsafeBytes { kind in
            id.withUnsafeBytes { id in
                self.body.withUnsafeBytes { bytes in
                    author.withUnsafeBytes { author in
                        body(
                            RecordView(
                                kind: kind,
                                id: id,
                                body: bytes,
                                author: author,
                                tlp: tlp,
                                deletion: deletion,
                                revision: revision,
                                moment: moment
                            )
                        )
                    }
                }
            }
        }
    }
}
