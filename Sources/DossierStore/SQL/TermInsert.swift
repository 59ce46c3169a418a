import DossierCore

/// Adds rows to a table of terms, several with one statement: for each statement the engine opens the table anew, which takes
/// about as long as to find a row's place.
struct TermInsert {
    /// Of 1, 2, 4, 8 and 16 rows.
    private let statements: [any Statement]
    /// Parameters of a row.
    private let width: Int

    /// - Parameter columns: what a row has besides its record and the time that it holds.
    init(_ connection: any Connection, into table: String, _ columns: [String]) throws(Status) {
        width = columns.count
        var statements: [any Statement] = []
        for power in 0...4 {
            let rows = (0..<1 << power).map { row in
                let first = 4 + row * columns.count
                return "(?1, ?2, ?3\((first..<first + columns.count).map { ", ?\($0)" }.joined()))"
            }
            statements.append(
                try connection.prepare(
                    """
                    INSERT OR IGNORE INTO \(table) (record, since, until, \(columns.joined(separator: ", ")))
                    VALUES \(rows.joined(separator: ", "))
                    """
                )
            )
        }
        self.statements = statements
    }

    /// Adds so many rows of a record that hold from one transaction until another, 0: until now. Those that are there stay.
    /// - Parameter bind: binds what the row of a number has, from a parameter on.
    func run(
        _ count: Int,
        record: Int64,
        since: UInt64,
        until: UInt64,
        _ bind: (any Statement, Int32, Int) -> Void
    ) throws(Status) {
        var rest = 0..<count
        while !rest.isEmpty {
            let power = min(statements.count, Int.bitWidth - rest.count.leadingZeroBitCount) - 1
            let statement = statements[power]
            statement.bind(1, record)
            statement.bind(2, since)
            statement.bind(3, until)
            for (place, row) in rest.prefix(1 << power).enumerated() {
                bind(statement, Int32(4 + place * width), row)
            }
            try statement.run()
            rest = rest.dropFirst(1 << power)
        }
    }
}
