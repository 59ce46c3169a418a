import DossierCore

extension SQLiteWriteTransaction {
    /// Refuses to leave a live record that refers to none, both ways: of what was written, every reference must be to
    /// a live record, and nothing live may refer to what was deleted. FAILED_PRECONDITION naming record and field.
    func checkReferences(_ statements: WriteStatements) throws(Status) {
        for record in written.values {
            if record.isDeleted {
                try checkReferrers(of: record, statements.referrers)
            } else {
                for reference in record.references { try check(reference, of: record, statements.isDeleted) }
            }
        }
    }

    private func check(
        _ reference: TermWriter.Reference,
        of record: Written,
        _ statement: Statement
    ) throws(Status) {
        let isHidden = try isHidden(reference.target)
        try using(statement) { () throws(Status) in
            statement.bind(1, reference.target)
            let exists = try statement.step() && !isHidden
            guard !exists || statement.integer(0) != 0 else { return }
            let what = exists ? "which is deleted; undelete it" : "which does not exist; create it"
            throw Status(
                .failedPrecondition,
                """
                \(record.kind)/\(record.id) refers in \(reference.field.name) to \
                \(String(decoding: reference.name, as: UTF8.self)), \(what) first
                """
            )
        }
    }

    private func checkReferrers(of record: Written, _ statement: Statement) throws(Status) {
        try using(statement) { () throws(Status) in
            statement.bind(1, record.key)
            guard try statement.step() else { return }
            guard try !isHidden(statement.integer(3)) else {
                let reason = "a record that you are not cleared for refers to it"
                throw Status(.failedPrecondition, "\(record.kind)/\(record.id) cannot be deleted: \(reason)")
            }
            throw Status(
                .failedPrecondition,
                """
                \(record.kind)/\(record.id) cannot be deleted: \(statement.text(0))/\(statement.text(1)) refers to it in \
                \(statement.text(2)); change or delete that first
                """
            )
        }
    }
}
