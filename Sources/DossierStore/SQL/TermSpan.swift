import DossierCore

/// A term of a record, and when it holds.
struct TermSpan: Hashable {
    var term: IndexTerm
    /// From this transaction on.
    var since: UInt64
    /// Until this one; 0: it holds now.
    var until: UInt64
}

extension TermWriter {
    /// Everything that all versions of a record are found by. A version that the module no longer accepts has no terms:
    /// it was accepted once and stays readable.
    func spans(of record: Int64, _ kind: DeclaredKind) throws(Status) -> Set<TermSpan> {
        let versions = try connection.prepare(
            """
            SELECT r.id, v.body, '', v.tlp, v.deleted, v.revision, v.sequence, 0
            FROM versions v JOIN records r ON r.record = v.record WHERE v.record = ?1 ORDER BY v.revision
            """
        )
        versions.bind(1, record)
        var open: [IndexTerm: UInt64] = [:]
        var spans: Set<TermSpan> = []
        while try versions.step() {
            let view = versions.view(kind: kind.nameBytes)
            let now = try accepted(view, kind)
            for (term, since) in open where !now.contains(term) {
                open[term] = nil
                // Held within one transaction only: no moment shows it.
                guard since != view.moment.sequence else { continue }
                spans.insert(TermSpan(term: term, since: since, until: view.moment.sequence))
            }
            for term in now where open[term] == nil { open[term] = view.moment.sequence }
        }
        for (term, since) in open { spans.insert(TermSpan(term: term, since: since, until: 0)) }
        return spans
    }

    private func accepted(_ view: RecordView, _ kind: DeclaredKind) throws(Status) -> Set<IndexTerm> {
        do {
            return Set(try terms(of: view, kind).terms)
        } catch {
            if let failure = connection.failure { throw failure }
            return []
        }
    }
}
