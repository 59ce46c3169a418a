import DossierCore

/// One call of `changes`: takes the versions of a feed in order, wherever they are kept, and lets the caller see those
/// that the query asks for.
struct FeedWalk {
    let kind: DeclaredKind
    /// Behind what was taken.
    private(set) var position: FeedPosition
    private var cursor: Cursor
    private let key: CursorKey
    private var visits: Int
    private var looks = Limits.changesScanned
    private var isStopped = false

    /// Begins after the query's cursor, else after a transaction. INVALID_ARGUMENT for another query's cursor.
    init(_ query: Query, after: UInt64, of kind: DeclaredKind, key: CursorKey) throws(Status) {
        self.kind = kind
        self.key = key
        visits = max(query.limit, 0)
        cursor = Cursor(purpose: .changes, showDeleted: query.showDeleted, kind: kind.key, sequence: after)
        position = FeedPosition(after: after)
        guard !query.cursor.isEmpty else { return }
        cursor = try key.open(query.cursor, for: cursor)
        position = FeedPosition(sequence: cursor.sequence, version: cursor.version)
    }

    /// How many more versions it takes; 0: it is over.
    var wanted: Int { isStopped ? 0 : min(visits, looks) }

    /// Takes the next version.
    mutating func take(_ view: RecordView, at next: FeedPosition, _ visit: ReadTransaction.Visit) {
        guard seal(next).withUnsafeBytes({ visit(view, $0) }) else {
            isStopped = true
            return
        }
        position = next
        visits -= 1
        looks -= 1
    }

    /// Ends it here, though more may follow.
    mutating func stop() { isStopped = true }

    /// Where to go on; empty when the feed was over before the walk.
    mutating func end() -> [UInt8] { wanted == 0 ? seal(position) : [] }

    private mutating func seal(_ position: FeedPosition) -> [UInt8] {
        cursor.sequence = position.sequence
        cursor.position.removeAll(keepingCapacity: true)
        cursor.position.pack(UInt64(bitPattern: position.version))
        return key.seal(cursor.packed)
    }
}
