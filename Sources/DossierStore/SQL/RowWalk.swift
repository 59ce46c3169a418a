import DossierCore

/// The rows of a table in the order of its key, in pages of a bounded size: an engine may hold a page in memory, and
/// another reader has the connection in between.
final class RowWalk {
    /// Shows the present row.
    let rows: any Statement
    private let sizes: any Statement
    private var last: [Int64]
    private var isInPage = false

    /// - Parameters:
    ///   - table: with the name that `select` knows it by: "versions v".
    ///   - key: its columns, all of them integers: "v.version".
    ///   - weight: bytes of a row, in SQL.
    ///   - limit: rows of a page.
    ///   - select: from the table, without a condition.
    init(
        _ connection: any Connection,
        of table: String,
        key: [String],
        weight: String = "0",
        limit: Int = Limits.walkRows,
        _ select: String
    ) throws(Status) {
        let columns = key.joined(separator: ", ")
        func bound(_ first: Int) -> String { key.indices.map { "?\(first + $0)" }.joined(separator: ", ") }
        sizes = try connection.prepare(
            """
            SELECT \(columns), \(weight) FROM \(table) WHERE (\(columns)) > (\(bound(1)))
            ORDER BY \(columns) LIMIT \(limit)
            """
        )
        rows = try connection.prepare(
            """
            \(select) WHERE (\(columns)) > (\(bound(1))) AND (\(columns)) <= (\(bound(1 + key.count)))
            ORDER BY \(columns)
            """
        )
        last = Array(repeating: .min, count: key.count)
    }

    deinit { rows.reset() }

    /// The first column of the last key of the present page.
    var reached: Int64 { last[0] }

    /// Begins anew, behind a key.
    func start(after key: [Int64]) {
        last = key
        isInPage = false
    }

    /// Goes to the next row; false when there is none.
    func step() throws(Status) -> Bool {
        repeat {
            if try stepInPage() { return true }
        } while try nextPage()
        return false
    }

    /// Goes to the next row of the page; false when there is none.
    func stepInPage() throws(Status) -> Bool {
        guard isInPage else { return false }
        isInPage = try rows.step()
        return isInPage
    }

    /// Goes ahead of the next page; false when there is none.
    func nextPage() throws(Status) -> Bool {
        rows.reset()
        bind(sizes, from: 1)
        bind(rows, from: 1)
        defer { sizes.reset() }
        var bytes: Int64 = 0
        isInPage = false
        while try sizes.step() {
            bytes = bytes.addingReportingOverflow(sizes.integer(Int32(last.count))).partialValue
            // One row may be more; without it nothing would go on.
            if isInPage, bytes > Limits.walkBytes { break }
            let key = last.indices.map { sizes.integer(Int32($0)) }
            guard last.lexicographicallyPrecedes(key) else { throw .damaged("rows are found out of order") }
            last = key
            isInPage = true
        }
        bind(rows, from: Int32(last.count) + 1)
        return isInPage
    }

    private func bind(_ statement: any Statement, from first: Int32) {
        for (place, value) in last.enumerated() { statement.bind(first + Int32(place), value) }
    }
}
