import DossierCore

/// One call of `find`: lets the caller see what is selected, from where the query's cursor stands.
struct FindWalk {
    let selection: Selection
    /// The transaction whose record is shown.
    let sequence: UInt64
    /// The last one seen; nil at the beginning.
    let after: SortKey?
    /// How many more are wanted.
    private(set) var left: Int
    private let cursor: Cursor
    private let key: CursorKey

    /// INVALID_ARGUMENT for a query that cannot be read, or another's cursor.
    init(_ query: Query, of kind: DeclaredKind, at moment: Moment, key: CursorKey) throws(Status) {
        self.key = key
        selection = try Selection(query, of: kind)
        left = max(query.limit, 0)
        var cursor = Cursor(
            purpose: .find,
            showDeleted: query.showDeleted,
            kind: kind.key,
            sequence: moment.sequence,
            query: query.fingerprint
        )
        if query.cursor.isEmpty {
            after = nil
        } else {
            cursor = try key.open(query.cursor, for: cursor)
            after = SortKey(packed: cursor.position, keys: selection.order.keys.count)
            cursor.position = []
        }
        sequence = cursor.sequence
        self.cursor = cursor
    }

    /// Whether a place is behind the last one seen.
    func isAhead(_ place: SortKey) -> Bool { after.map { $0.precedes(place, in: selection.order) } ?? true }

    /// Lets the caller see a version.
    /// - Returns: whether more are wanted.
    mutating func take(_ view: RecordView, at place: SortKey, _ visit: ReadTransaction.Visit) -> Bool {
        left -= 1
        var cursor = cursor
        cursor.position = place.packed
        return key.seal(cursor.packed).withUnsafeBytes { visit(view, $0) } && left > 0
    }
}
