import DossierCore

/// What the view's reader may see: versions that he is cleared for, of records that he is cleared for as they are now,
/// where he is cleared for every record that the version names, too, and for those that these name.
extension SQLReadTransaction {
    /// Its reader is cleared for everything.
    final var isUnlimited: Bool { clearance == .red }

    /// Tells a statement of a limited sight the clearance.
    final func bindClearance(to statement: any Statement) {
        if !isUnlimited { statement.bind(6, Int64(clearance.rawValue)) }
    }

    /// Whether the reader may see a version, when its record now takes the clearance `mark`.
    final func mayShow(
        _ view: RecordView,
        _ kind: DeclaredKind,
        record: Int64,
        mark: UInt32
    ) throws(Status) -> Bool {
        guard !isUnlimited else { return true }
        guard view.tlp <= clearance.rawValue, mark <= clearance.rawValue else { return false }
        return try mayShowNames(in: view, kind, record: record)
    }

    /// Whether the reader is cleared for what a version names. What the latest one names counts in its record's mark; an
    /// older one may name what has been marked since.
    final func mayShowNames(in view: RecordView, _ kind: DeclaredKind, record: Int64) throws(Status) -> Bool {
        guard !isUnlimited, try !isLatest(view, record) else { return true }
        // Nobody knows any more what it named.
        if try isRedacted(view, record) { return false }
        var sink = TermSink(fieldCount: kind.kind.fields.count)
        // A body that the module no longer accepts: nobody knows what it names.
        guard (try? kind.kind.index(view, &sink)) != nil else { return false }
        for term in sink.terms where kind.kind.fields[term.field].type == .name {
            guard try mayShow(name: term.value) else { return false }
        }
        return true
    }

    private func isLatest(_ view: RecordView, _ record: Int64) throws(Status) -> Bool {
        let statement = statements.latestRevision
        defer { statement.reset() }
        statement.bind(1, record)
        return try statement.step() && statement.count(0) == view.revision
    }

    private func isRedacted(_ view: RecordView, _ record: Int64) throws(Status) -> Bool {
        let statement = statements.isRedacted
        defer { statement.reset() }
        statement.bind(1, record)
        statement.bind(2, view.revision)
        return try statement.step()
    }

    /// What was never written cannot be hidden.
    private func mayShow(name: [UInt8]) throws(Status) -> Bool {
        let parts = name.split(separator: UInt8(ascii: "/"), maxSplits: 1)
        guard parts.count == 2 else { return true }
        let statement = statements.mark
        defer { statement.reset() }
        statement.bind(1, text: [UInt8](parts[0]))
        statement.bind(2, text: [UInt8](parts[1]))
        guard try statement.step(), !statement.isNull(0) else { return true }
        return statement.integer(0) <= Int64(clearance.rawValue)
    }
}
