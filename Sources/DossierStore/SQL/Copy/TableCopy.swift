import DossierCore

/// Copies one table, a page at a time, each in a transaction of its own at the target.
struct TableCopy {
    /// Hears (the table, the last key copied, the highest one).
    typealias Progress = (String, UInt64, UInt64) throws(Status) -> Void

    let table: CopiedTable
    let source: any Connection
    let target: any Connection
    /// Rows of a page.
    let limit: Int

    /// Copies what the target does not have.
    func run(_ progress: Progress) throws(Status) {
        let key = table.key.joined(separator: ", ")
        let columns = table.columns.map(\.name).joined(separator: ", ")
        let walk = try RowWalk(
            source,
            of: table.name,
            key: table.key,
            weight: table.weight,
            limit: limit,
            "SELECT \(columns) FROM \(table.name)"
        )
        let parameters = table.columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let add = try target.prepare("INSERT INTO \(table.name) (\(columns)) VALUES (\(parameters))")
        if table.grows {
            let last = try target.prepare(
                "SELECT \(key) FROM \(table.name) ORDER BY \(table.key.map { "\($0) DESC" }.joined(separator: ", ")) LIMIT 1"
            )
            if try last.step() { walk.start(after: table.key.indices.map { last.integer(Int32($0)) }) }
        } else {
            try target.transaction { () throws(Status) in try target.execute("DELETE FROM \(table.name)") }
        }
        let all = UInt64(clamping: try source.integer("SELECT max(\(table.key[0])) FROM \(table.name)"))
        while try walk.nextPage() {
            try target.transaction { () throws(Status) in
                while try walk.stepInPage() { try copy(walk.rows, by: add) }
            }
            try progress(table.name, UInt64(clamping: walk.reached), all)
        }
    }

    private func copy(_ row: any Statement, by add: any Statement) throws(Status) {
        for (place, column) in table.columns.enumerated() {
            let (parameter, place) = (Int32(place + 1), Int32(place))
            switch column {
            case .integer: add.bind(parameter, row.integer(place))
            case .text: add.bind(parameter, borrowedText: row.bytes(place))
            case .bytes: add.bind(parameter, borrowed: row.bytes(place))
            }
        }
        try add.run()
    }
}
