import DossierCore

/// What clearance records take once the transaction ends.
extension SQLWriteTransaction {
    /// Works out the marks of what was written, and of what names it; and stores those that have changed.
    /// - Returns: the records that take another clearance though they were not written.
    func settleMarks() throws(Status) -> [Effects.Remarked] {
        guard let last = changes.last?.version else { return [] }
        var settlement = MarkSettlement(self)
        try settlement.settle()
        var remarked: [Effects.Remarked] = []
        for (record, member) in settlement.members.sorted(by: { $0.key < $1.key }) {
            guard member.need != member.stored.need else { continue }
            let isWritten = written[record] != nil
            let (kind, name) = try identity(of: record)
            let isNews = !isWritten && member.mark != member.stored.mark
            if isNews { remarked.append(Effects.Remarked(kind: kind, name: name)) }
            let statement = write.addSight
            statement.bind(1, record)
            statement.bind(2, moment.sequence)
            statement.bind(3, Int64(member.need))
            statement.bind(4, kind)
            statement.bind(5, isNews ? last + Int64(remarked.count) : 0)
            try statement.run()
        }
        let members = settlement.members
        settle { record in
            let member = members[record]!
            let before = written[record]?.before
            return (member.mark, before.map { $0.mark != member.mark } ?? (written[record]?.isNew == false))
        }
        return remarked
    }

    /// Whether the writer may see a record.
    func mayShow(_ mark: StoredMark) -> Bool { isUnlimited || mark.mark <= clearance.rawValue }

    /// Whether the writer may not see a record.
    func isHidden(_ record: Int64) throws(Status) -> Bool {
        if isUnlimited { return false }
        return !mayShow(try storedMark(of: record))
    }

    /// What is stored of a record's mark.
    func storedMark(of record: Int64) throws(Status) -> StoredMark {
        let statement = write.storedMark
        defer { statement.reset() }
        statement.bind(1, record)
        guard try statement.step() else { return StoredMark(tlp: 0, need: 0) }
        return StoredMark(
            tlp: UInt32(truncatingIfNeeded: statement.integer(4)),
            need: UInt32(truncatingIfNeeded: statement.integer(3))
        )
    }

    private func identity(of record: Int64) throws(Status) -> (kind: Int64, name: RecordName) {
        let statement = write.storedMark
        defer { statement.reset() }
        statement.bind(1, record)
        guard try statement.step() else { throw .damaged("a name refers to a record that there is not") }
        return (statement.integer(0), RecordName(kind: [UInt8](statement.bytes(1)), id: [UInt8](statement.bytes(2))))
    }

    /// The records that name one.
    func records(naming record: Int64) throws(Status) -> [Int64] {
        let statement = write.naming
        defer { statement.reset() }
        statement.bind(1, term: record)
        var records: [Int64] = []
        while try statement.step() { records.append(statement.integer(0)) }
        return records
    }

    /// What the latest version of a record names; nil when its module is not here to say so, or no longer accepts it, or it
    /// was redacted.
    func names(in record: Int64) throws(Status) -> [Int64]? {
        let statement = write.current
        defer { statement.reset() }
        statement.bind(1, record)
        guard try statement.step(), statement.integer(9) == 0, let kind = kinds[statement.text(8)] else { return nil }
        return try? terms.terms(of: statement.view(kind: kind.nameBytes), kind).references.map(\.target.key)
    }
}
