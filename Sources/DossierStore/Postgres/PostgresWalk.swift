import CPostgres
import DossierCore

/// A statement that may find many rows. Its first rows are asked for without more, and mostly are all; when they are not, it
/// begins again with a cursor, from which the rows are fetched piece by piece. Only in a transaction.
final class PostgresWalk: Statement {
    private let first: PostgresStatement
    private let declare: PostgresStatement
    private let more: PostgresStatement
    private let close: PostgresStatement
    private unowned let connection: PostgresConnection
    /// The one that has the present row.
    private var piece: PostgresStatement?
    /// The transaction that the cursor is of; nil: there is none.
    private var transaction: Int?

    init(_ sql: String, cursor: String, isTotal: Bool, on connection: PostgresConnection) {
        // One more than is wanted shows whether there are more.
        let few = "SELECT * FROM (\(sql)) walk LIMIT \(Limits.databaseFirstRows + 1)"
        first = PostgresStatement(few, isTotal: isTotal, on: connection)
        declare = PostgresStatement("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", on: connection)
        more = PostgresStatement("FETCH \(Limits.databaseRows) FROM \(cursor)", isTotal: isTotal, on: connection)
        close = PostgresStatement("CLOSE \(cursor)", on: connection)
        self.connection = connection
    }

    func bind(_ parameter: Int32, _ value: Int64) { first.bind(parameter, value) }
    func bind(_ parameter: Int32, borrowedText bytes: UnsafeRawBufferPointer) {
        first.bind(parameter, borrowedText: bytes)
    }
    func bind(_ parameter: Int32, borrowed bytes: UnsafeRawBufferPointer) { first.bind(parameter, borrowed: bytes) }
    func bind(_ parameter: Int32, text bytes: [UInt8]) { first.bind(parameter, text: bytes) }
    func bind(_ parameter: Int32, _ bytes: [UInt8]) { first.bind(parameter, bytes) }
    func bind(_ parameter: Int32, term: Int64) { first.bind(parameter, term: term) }
    func bind(_ parameter: Int32, end: TermEnd) { first.bind(parameter, end: end) }

    func step() throws(Status) -> Bool {
        guard let piece else { return try begin() }
        if try piece.step() { return true }
        // A piece that is not full is the last.
        guard piece === more, piece.rowCount == Limits.databaseRows else { return false }
        piece.reset()
        return try piece.step()
    }

    /// Goes to the first row. Declaring a cursor plans the statement anew, which costs more than finding a few rows.
    private func begin() throws(Status) -> Bool {
        piece = first
        let isFound = try first.step()
        guard first.rowCount > Limits.databaseFirstRows else { return isFound }
        first.reset()
        declare.bind(as: first)
        try connection.send(declare)
        transaction = connection.transactionCount
        piece = more
        return try more.step()
    }

    func run() throws(Status) {
        defer { reset() }
        while try step() {}
    }

    func reset() {
        first.reset()
        more.reset()
        piece = nil
        // The end of its transaction has closed it; what has failed is no cursor.
        if transaction == connection.transactionCount, connection.isInTransaction { try? connection.send(close) }
        transaction = nil
    }

    func integer(_ column: Int32) -> Int64 { piece?.integer(column) ?? 0 }
    func term(_ column: Int32) -> Int64 { piece?.term(column) ?? 0 }
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        piece?.bytes(column) ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }
    func isNull(_ column: Int32) -> Bool { piece?.isNull(column) ?? true }
}
