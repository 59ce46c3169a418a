import DossierCore

/// Gives the keys of new rows. The writer knows the highest ones, so that no insert has to be waited for. On its thread.
final class RowKeys {
    /// Whose rows get keys here; but for those of fields, to which the engine gives them.
    enum Table: Int32, CaseIterable {
        case records
        case versions
        case words
        case fields
    }

    private let highest: any Statement
    private var last = [Int64](repeating: 0, count: Table.allCases.count)

    init(_ connection: any Connection) throws(Status) {
        highest = try connection.prepare(
            """
            SELECT (SELECT coalesce(max(record), 0) FROM records), (SELECT coalesce(max(version), 0) FROM versions),
            (SELECT coalesce(max(word), 0) FROM words), (SELECT coalesce(max(field), 0) FROM fields)
            """
        )
    }

    /// A transaction has begun, and has written nothing yet.
    func begin() throws(Status) {
        defer { highest.reset() }
        guard try highest.step() else { return }
        for table in Table.allCases { last[Int(table.rawValue)] = highest.integer(table.rawValue) }
    }

    /// The last keys, to go back to.
    var mark: [Int64] { last }

    /// What was given since a mark has been taken back.
    func goBack(to mark: [Int64]) { last = mark }

    /// Goes on where another one is.
    func take(_ other: RowKeys) { last = other.last }

    /// The last key that a table has given, or had when the transaction began.
    func last(_ table: Table) -> Int64 { last[Int(table.rawValue)] }

    /// The next key of a table. Those that a transaction took and did not commit may be given again.
    func next(_ table: Table) throws(Status) -> Int64 {
        let (next, isTooFar) = last(table).addingReportingOverflow(1)
        guard !isTooFar else { throw .damaged("a key is the highest that there can be") }
        last[Int(table.rawValue)] = next
        return next
    }
}
