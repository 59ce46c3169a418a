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
        let isAccepted = (try? kind.kind.index(view, &sink)) != nil
        let words = { isAccepted ? try? RecordWords(sink.texts) : nil }
        if let condition {
            let subject = FilterSubject(id: view.id, terms: sink.terms) { words()?.hold($0) ?? false }
            guard isAccepted, condition.matches(subject) else { return nil }
        }
        let values = order.keys.map { key -> [UInt8]? in
            switch key.value {
            case .id: id
            case .field(let field): isAccepted ? sink.terms.first { $0.field == field }?.value : nil
            case .rank: Self.bytes(of: rank(words()))
            }
        }
        return SortKey(values: values, id: id)
    }

    private func rank(_ words: RecordWords?) -> Int { search.reduce(0) { $0 + (words?.score(of: $1) ?? 0) } }

    /// A rank as a value that sorts.
    static func bytes(of rank: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(clamping: rank).bigEndian) { Array($0) } }
}
