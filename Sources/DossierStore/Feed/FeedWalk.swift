import DossierCore

/// One call of `changes`: takes the versions of a feed in order, wherever they are kept, and lets the caller see those
/// that the query asks for.
struct FeedWalk {
    let kind: DeclaredKind
    /// Nil: all versions are shown.
    let filter: Filter?
    /// Behind what was taken.
    private(set) var position: FeedPosition
    private var cursor: Cursor
    private let key: CursorKey
    private var visits: Int
    private var looks = Limits.changesScanned
    private var isStopped = false

    /// Begins after the query's cursor, else after a transaction. INVALID_ARGUMENT for another query's cursor and for a
    /// filter that cannot be read.
    init(
        _ query: Query,
        after: UInt64,
        of kind: DeclaredKind,
        for clearance: TLP,
        key: CursorKey
    ) throws(Status) {
        self.kind = kind
        filter = try FilterCheck.check(query.filter, of: kind.kind)
        self.key = key
        visits = max(query.limit, 0)
        cursor = Cursor(
            purpose: .changes,
            showDeleted: query.showDeleted,
            clearance: clearance,
            kind: kind.key,
            sequence: after,
            query: query.fingerprint
        )
        position = FeedPosition(after: after)
        guard !query.cursor.isEmpty else { return }
        cursor = try key.open(query.cursor, for: cursor)
        position = FeedPosition(sequence: cursor.sequence, version: cursor.version)
    }

    /// How many more versions it takes; 0: it is over.
    var wanted: Int { isStopped ? 0 : min(visits, looks) }

    /// Takes the next version. `passes` says whether it passes the filter, and `passedBefore` the same of the version
    /// before.
    mutating func take(
        _ view: RecordView,
        at next: FeedPosition,
        passes: Bool,
        passedBefore: Bool,
        _ visit: ReadTransaction.Visit
    ) {
        if passes || passedBefore {
            let shown = passes ? view.appearing(from: passedBefore ? view.before : .none) : view.removed
            guard seal(next).withUnsafeBytes({ visit(shown, $0) }) else { return stop() }
            visits -= 1
        }
        pass(to: next)
    }

    /// Passes over a change that is nothing to the reader.
    mutating func pass(to next: FeedPosition) {
        position = next
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

extension RecordView {
    /// With what the version before was to the reader.
    fileprivate func appearing(from before: Before) -> RecordView {
        var view = self
        view.before = before
        return view
    }

    /// What a reader hears of a record that has left the filter: which, and when.
    fileprivate var removed: RecordView {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        var view = RecordView(
            kind: kind,
            id: id,
            body: none,
            author: none,
            tlp: 0,
            deletion: .removed,
            revision: 0,
            moment: Moment(sequence: moment.sequence, time: 0)
        )
        view.before = before
        return view
    }
}
