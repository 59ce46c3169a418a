import CPostgres
import DossierCore

/// A prepared statement. Parameters count from 1, columns from 0. All of them are in PostgreSQL's binary format: integers
/// big endian, bytes and texts as they are.
final class PostgresStatement: Statement {
    private enum Value {
        case null
        case owned([UInt8])
        /// Stays where it is until the statement is reset.
        case borrowed(UnsafeRawBufferPointer)
    }

    /// As the store says it. A connection has many statements that it never uses: only those that it does are looked through.
    private let sql: String
    /// The number of its text on its connection.
    let number: Int
    /// Whether it may change something.
    let isChange: Bool
    /// Whether it may take as long as reading all of a record does.
    let isTotal: Bool
    private let name: String
    private unowned let connection: PostgresConnection
    private lazy var types = PostgresDialect.parameterTypes(of: sql)
    private lazy var values = [Value](repeating: .null, count: types.count)
    private var rows: OpaquePointer?
    private var row: Int32 = -1

    init(_ sql: String, isTotal: Bool = false, on connection: PostgresConnection) {
        self.sql = sql
        self.isTotal = isTotal
        self.connection = connection
        number = connection.number(of: sql)
        isChange = ["INSERT", "UPDATE", "DELETE"].contains(String(sql.prefix(6)))
        name = "s\(number)"
    }

    /// Rows of the answer.
    var rowCount: Int { rows.map { Int(PQntuples($0)) } ?? 0 }

    /// Sends it to be prepared. False: it could not be sent.
    func prepare(_ handle: OpaquePointer) -> Bool {
        PQsendPrepare(handle, name, PostgresDialect.translate(sql), Int32(types.count), types) == 1
    }

    deinit { PQclear(rows) }

    /// Binds an integer.
    func bind(_ parameter: Int32, _ value: Int64) {
        set(parameter, withUnsafeBytes(of: value.bigEndian) { .owned([UInt8]($0)) })
    }

    /// Binds bytes that stay where they are until the statement is reset.
    func bind(_ parameter: Int32, borrowed bytes: UnsafeRawBufferPointer) {
        set(parameter, .borrowed(bytes))
    }

    /// Binds a copy of the bytes.
    func bind(_ parameter: Int32, _ bytes: [UInt8]) { set(parameter, .owned(bytes)) }

    /// Binds what is bound to a statement of the same parameters.
    func bind(as other: PostgresStatement) { values = other.values }

    /// What a statement does not ask for is left out, as other engines do.
    private func set(_ parameter: Int32, _ value: Value) {
        if parameter <= values.count { values[Int(parameter) - 1] = value }
    }

    /// Binds text that stays where it is until the statement is reset.
    func bind(_ parameter: Int32, borrowedText bytes: UnsafeRawBufferPointer) { bind(parameter, borrowed: bytes) }

    /// Binds a copy of the text.
    func bind(_ parameter: Int32, text bytes: [UInt8]) { bind(parameter, bytes) }

    /// Binds a number among the values of terms, which are bytes: eight that sort as numbers do.
    func bind(_ parameter: Int32, term: Int64) { bind(parameter, term.sortable) }

    /// No byte comes first; and nothing else has nine of the highest, neither a number nor a text.
    func bind(_ parameter: Int32, end: TermEnd) {
        bind(parameter, end == .first ? [] : [UInt8](repeating: 0xFF, count: 9))
    }

    /// Goes to the next row; false when there is none.
    func step() throws(Status) -> Bool {
        if rows == nil {
            rows = try connection.query(self)
            row = -1
        }
        row += 1
        return row < PQntuples(rows)
    }

    func each(_ count: Int, bind: (Int) -> Void, visit: (Int) throws(Status) -> Void) throws(Status) {
        for start in stride(from: 0, to: count, by: Limits.databaseQuestions) {
            let part = start..<min(start + Limits.databaseQuestions, count)
            var answers = try connection.query(self, part.count) { bind(start + $0) }[...]
            defer {
                reset()
                answers.forEach { PQclear($0) }
            }
            for index in part {
                reset()
                rows = answers.popFirst()
                if try step() { try visit(index) }
            }
        }
    }

    /// Runs a statement that has no rows, and makes it ready for the next time. Its end is looked at with the next one that
    /// has rows, or with `flush`.
    func run() throws(Status) {
        defer { reset() }
        try connection.send(self)
    }

    /// Ends the statement's view, and makes it ready for the next time.
    func reset() {
        PQclear(rows)
        rows = nil
        row = -1
    }

    /// Sends it with its parameters. False: it could not be sent.
    func send(_ handle: OpaquePointer) -> Bool {
        // What libpq sends it copies: one piece of memory for all values is enough until then.
        var memory: [UInt8] = []
        for case .owned(let bytes) in values { memory += bytes }
        return memory.withUnsafeBytes { memory in
            var pointers: [UnsafePointer<CChar>?] = []
            var lengths: [Int32] = []
            var next = 0
            for value in values {
                var bytes: UnsafeRawBufferPointer?
                switch value {
                case .null: break
                case .borrowed(let borrowed): bytes = borrowed
                case .owned(let owned):
                    bytes = UnsafeRawBufferPointer(rebasing: memory[next..<next + owned.count])
                    next += owned.count
                }
                // An empty value is one that is somewhere.
                let start = bytes.map { $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1)! }
                pointers.append(start?.assumingMemoryBound(to: CChar.self))
                lengths.append(Int32(bytes?.count ?? 0))
            }
            let formats = [Int32](repeating: 1, count: values.count)
            return PQsendQueryPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 1) == 1
        }
    }

    /// A column's integer, of one, two, four or eight bytes; NULL is 0.
    func integer(_ column: Int32) -> Int64 {
        let bytes = bytes(column)
        guard let first = bytes.first else { return 0 }
        let start: Int64 = bytes.count > 1 && first & 0x80 != 0 ? -1 : 0
        return bytes.reduce(start) { $0 << 8 | Int64($1) }
    }

    /// The number in a column of values of terms.
    func term(_ column: Int32) -> Int64 { Int64(sortable: [UInt8](bytes(column))) ?? 0 }

    /// A column's bytes, until the next step or reset.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        guard let rows, row >= 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: PQgetvalue(rows, row, column), count: Int(PQgetlength(rows, row, column)))
    }

    /// Whether a column has no value.
    func isNull(_ column: Int32) -> Bool { PQgetisnull(rows, row, column) == 1 }
}
