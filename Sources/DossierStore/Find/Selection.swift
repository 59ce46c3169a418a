import DossierCore

/// What a query selects and in which order: read once, and asked of each version.
struct Selection {
    let kind: DeclaredKind
    let showDeleted: Bool
    /// The filter and the search; nil: every record.
    let condition: Filter?
    let search: [SearchWord]
    let order: Order

    /// INVALID_ARGUMENT for a filter, a search or an order that cannot be read.
    init(_ query: Query, of kind: DeclaredKind) throws(Status) {
        self.kind = kind
        showDeleted = query.showDeleted
        let filter = try FilterCheck.check(query.filter, of: kind.kind)
        search = try SearchWord.parse(query.text)
        let parts = [filter, search.isEmpty ? nil : .text(search)].compactMap { $0 }
        condition = parts.count > 1 ? .all(parts) : parts.first
        let order = try Order(query.order, of: kind.kind)
        self.order = order.keys.isEmpty && !search.isEmpty ? .byRank : order
    }

    /// Where a version stands; nil when it is not selected.
    func place(of view: RecordView) -> SortKey? {
        let id = [UInt8](view.id)
        guard condition != nil || order.keys.contains(where: { $0.value != .id }) else {
            return SortKey(values: order.keys.map { _ in id }, id: id)
        }
        var sink = TermSink(fieldCount: kind.kind.fields.count)
        // One that its module no longer accepts has no terms and no words, as when it is indexed anew.
        let index = (try? kind.kind.index(view, &sink)) == nil ? nil : sink
        let words = index.flatMap { try? RecordWords($0.texts) }
        let subject = FilterSubject(id: view.id, terms: index?.terms ?? []) { words?.hold($0) ?? false }
        guard condition?.matches(subject) ?? true else { return nil }
        let values = order.keys.map { key -> [UInt8]? in
            switch key.value {
            case .id: id
            case .field(let field): index?.terms.first { $0.field == field }?.value
            case .rank: Self.bytes(of: words.map { words in search.reduce(0) { $0 + (words.score(of: $1) ?? 0) } } ?? 0)
            }
        }
        return SortKey(values: values, id: id)
    }

    /// A rank as a value that sorts.
    static func bytes(of rank: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(clamping: rank).bigEndian) { Array($0) } }
}
