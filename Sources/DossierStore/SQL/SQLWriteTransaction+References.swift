import DossierCore

extension SQLWriteTransaction {
    /// Refuses to leave a live record that refers to none, both ways: of what was written, every reference must be to
    /// a live record, and nothing live may refer to what was deleted. FAILED_PRECONDITION naming record and field.
    func checkReferences(_ statements: WriteStatements) throws(Status) {
        for record in written.values {
            if record.isDeleted {
                try checkReferrers(of: record, statements.referrers)
            } else {
                for reference in record.references { try check(reference, of: record) }
            }
        }
    }

    private func check(_ reference: TermWriter.Reference, of record: Written) throws(Status) {
        let target = now(reference.target)
        let exists = target.state != .none && mayShow(target.mark)
        guard !exists || target.state == .tombstone else { return }
        let name = String(decoding: reference.name, as: UTF8.self)
        let what = exists ? "which is deleted; undelete it" : "which does not exist; create it"
        throw .precondition(
            exists ? .referenceDeleted : .referenceMissing,
            name,
            "\(record.kind)/\(record.id) refers in \(reference.field.name) to \(name), \(what) first"
        )
    }

    /// A record that was named, as the transaction leaves it. What it names is not counted yet where that has changed.
    private func now(_ named: NamedRecord) -> NamedRecord {
        guard let written = written[named.key] else { return named }
        return NamedRecord(
            key: named.key,
            state: written.isDeleted ? .tombstone : .live,
            mark: StoredMark(tlp: written.tlp, need: written.before?.need ?? 0)
        )
    }

    private func checkReferrers(of record: Written, _ statement: any Statement) throws(Status) {
        try using(statement) { () throws(Status) in
            statement.bind(1, term: record.key)
            guard try statement.step() else { return }
            guard try !isHidden(statement.integer(3)) else {
                let reason = "a record that you are not cleared for refers to it"
                throw .precondition(.referrer, "", "\(record.kind)/\(record.id) cannot be deleted: \(reason)")
            }
            let referrer = "\(statement.text(0))/\(statement.text(1))"
            throw .precondition(
                .referrer,
                referrer,
                """
                \(record.kind)/\(record.id) cannot be deleted: \(referrer) refers to it in \(statement.text(2)); change or \
                delete that first
                """
            )
        }
    }
}
