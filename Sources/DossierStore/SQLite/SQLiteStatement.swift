import CSQLite
import DossierCore

/// A prepared statement. Parameters count from 1, columns from 0.
final class SQLiteStatement: Statement {
    private let handle: OpaquePointer
    private unowned let connection: SQLiteConnection

    /// Where no bytes are: a null pointer would bind NULL.
    private static var empty: UnsafeRawPointer? { UnsafeRawPointer(bitPattern: 1) }

    init(_ sql: String, on connection: SQLiteConnection) throws(Status) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection.handle,
            sql,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &prepared,
            nil
        )
        guard code == SQLITE_OK, let prepared else { throw connection.fail(code) }
        handle = prepared
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// Binds an integer.
    func bind(_ parameter: Int32, _ value: Int64) { sqlite3_bind_int64(handle, parameter, value) }

    /// Binds text that stays where it is until the statement is reset.
    func bind(_ parameter: Int32, borrowedText bytes: UnsafeRawBufferPointer) {
        let start = (bytes.baseAddress ?? Self.empty)?.assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text64(handle, parameter, start, UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
    }

    /// Binds bytes that stay where they are until the statement is reset.
    func bind(_ parameter: Int32, borrowed bytes: UnsafeRawBufferPointer) {
        sqlite3_bind_blob64(handle, parameter, bytes.baseAddress ?? Self.empty, UInt64(bytes.count), nil)
    }

    /// Binds a copy of the text.
    func bind(_ parameter: Int32, text bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            let start = (bytes.baseAddress ?? Self.empty)?.assumingMemoryBound(to: CChar.self)
            _ = sqlite3_bind_text64(handle, parameter, start, UInt64(bytes.count), Self.copying, UInt8(SQLITE_UTF8))
        }
    }

    /// Binds a copy of the bytes.
    func bind(_ parameter: Int32, _ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { bytes in
            sqlite3_bind_blob64(
                handle,
                parameter,
                bytes.baseAddress ?? Self.empty,
                UInt64(bytes.count),
                Self.copying
            )
        }
    }

    /// Binds a number among the values of terms: it comes before all texts.
    func bind(_ parameter: Int32, term: Int64) { bind(parameter, term) }

    /// Integers come before texts, and blobs behind both.
    func bind(_ parameter: Int32, end: TermEnd) {
        switch end {
        case .first: bind(parameter, Int64.min)
        case .last: bind(parameter, [UInt8]())
        }
    }

    /// The number in a column of values of terms.
    func term(_ column: Int32) -> Int64 { integer(column) }

    private static let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Goes to the next row; false when there is none.
    func step() throws(Status) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let failure = connection.fail(code)
            sqlite3_reset(handle)
            throw failure
        }
    }

    /// Runs a statement that has no rows, and makes it ready for the next time.
    func run() throws(Status) {
        defer { reset() }
        while try step() {}
    }

    /// Ends the statement's view, and makes it ready for the next time.
    func reset() { sqlite3_reset(handle) }

    /// A column's integer.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A column's bytes, until the next step or reset.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// Whether a column has no value.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
}
