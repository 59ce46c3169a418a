import DossierCore

/// What a query selects and in which order: read once, and asked of each version.
struct Selection {
    let kind: DeclaredKind
    let showDeleted: Bool
    /// The filter and the search; nil: every record.
    let condition: Filter?
    let search: [SearchWord]
    /// There is a filter, besides a search or without one.
    let isFiltered: Bool
    let order: Order

    /// INVALID_ARGUMENT for a filter, a search or an order that cannot be read.
    init(_ query: Query, of kind: DeclaredKind) throws(Status) {
        self.kind = kind
        showDeleted = query.showDeleted
        let filter = try FilterCheck.check(query.filter, of: kind.kind)
        isFiltered = filter != nil
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
        guard let sink = sink(of: view) else { return nil }
        let values = order.keys.map { key -> [UInt8]? in
            switch key.value {
            case .id: id
            case .field(let field): sink.terms.first { $0.field == field }?.value
            case .rank: Self.bytes(of: rank(try? RecordWords(sink.texts)))
            }
        }
        return SortKey(values: values, id: id)
    }

    /// The values that a version has of a field, each once; none when it is not selected.
    func values(of field: Int, in view: RecordView) -> Set<[UInt8]> {
        guard let sink = sink(of: view) else { return [] }
        return Set(sink.terms.lazy.filter { $0.field == field }.map(\.value))
    }

    /// What the module gives for a version; nil when it is not selected. One that the module no longer accepts has no
    /// terms and no words, as when it is indexed anew.
    private func sink(of view: RecordView) -> TermSink? {
        let empty = TermSink(fieldCount: kind.kind.fields.count)
        var sink = empty
        let isAccepted = (try? kind.kind.index(view, &sink)) != nil
        guard let condition else { return isAccepted ? sink : empty }
        let texts = sink.texts
        let subject = FilterSubject(id: view.id, terms: sink.terms) { words in
            (try? RecordWords(texts))?.hold(words) ?? false
        }
        return isAccepted && condition.matches(subject) ? sink : nil
    }

    private func rank(_ words: RecordWords?) -> Int { search.reduce(0) { $0 + (words?.score(of: $1) ?? 0) } }

    /// A rank as a value that sorts.
    static func bytes(of rank: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(clamping: rank).bigEndian) { Array($0) } }
}
