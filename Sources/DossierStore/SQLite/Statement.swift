import CSQLite
import DossierCore

/// A prepared statement. Parameters count from 1, columns from 0.
final class Statement {
    private let handle: OpaquePointer
    private unowned let connection: Connection

    /// Where no bytes are: a null pointer would bind NULL.
    private static var empty: UnsafeRawPointer? { UnsafeRawPointer(bitPattern: 1) }

    init(_ sql: String, on connection: Connection) throws(Status) {
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

    /// Binds a number that counts up.
    func bind(_ parameter: Int32, _ value: UInt64) { bind(parameter, Int64(clamping: value)) }

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

    /// Binds a copy of the text.
    func bind(_ parameter: Int32, text: String) { bind(parameter, text: [UInt8](text.utf8)) }

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

    /// A column's integer that counts up; what is negative, in a damaged file, is 0.
    func count(_ column: Int32) -> UInt64 { UInt64(clamping: integer(column)) }

    /// A column's bytes, until the next step or reset.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// A column's text.
    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// Whether a column has no value.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
}
