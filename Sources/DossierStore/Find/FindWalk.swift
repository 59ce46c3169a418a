import DossierCore

/// One call of `find`: lets the caller see what is selected, from where the query's cursor stands.
struct FindWalk {
    let selection: Selection
    /// The transaction whose record is shown.
    let sequence: UInt64
    /// The last one seen; nil at the beginning.
    private(set) var after: SortKey?
    /// How many more are wanted.
    private(set) var left: Int
    /// How many records have been looked at in order.
    private var looked = 0
    /// At how many it is asked whether the index points to few,
    private var patience: Int
    /// that is, to so many times as many: of those only the ids are read, where the order is theirs.
    private let worth: Int
    private let cursor: Cursor
    private let key: CursorKey

    /// INVALID_ARGUMENT for a query that cannot be read, or another's cursor.
    init(
        _ query: Query,
        of kind: DeclaredKind,
        at moment: Moment,
        for clearance: TLP,
        key: CursorKey
    ) throws(Status) {
        self.key = key
        selection = try Selection(query, of: kind)
        left = max(query.limit, 0)
        (patience, worth) = selection.order.isByID ? (Limits.filterPatience, 32) : (Limits.filterCandidates, 2)
        var cursor = Cursor(
            purpose: .find,
            showDeleted: query.showDeleted,
            clearance: clearance,
            kind: kind.key,
            sequence: moment.sequence,
            query: query.fingerprint
        )
        if query.cursor.isEmpty {
            after = nil
        } else {
            cursor = try key.open(query.cursor, for: cursor)
            after = SortKey(packed: cursor.position, keys: selection.order.keys.count)
            guard after != nil else { throw CursorKey.refusal }
            cursor.position = []
        }
        sequence = cursor.sequence
        self.cursor = cursor
    }

    /// Whether a place is behind the last one seen.
    func isAhead(_ place: SortKey) -> Bool { after.map { $0.precedes(place, in: selection.order) } ?? true }

    /// Counts a record that is looked at in order.
    /// - Returns: now and then, how many records of the index would be less work than what may lie ahead.
    mutating func look() -> Int? {
        looked += 1
        guard looked == patience else { return nil }
        patience *= 2
        return looked * worth
    }

    /// Lets the caller see a version.
    /// - Returns: whether more are wanted.
    mutating func take(_ view: RecordView, at place: SortKey, _ visit: ReadTransaction.Visit) -> Bool {
        left -= 1
        after = place
        var cursor = cursor
        cursor.position = place.packed
        return key.seal(cursor.packed).withUnsafeBytes { visit(view, $0) } && left > 0
    }
}
