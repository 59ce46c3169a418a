import DossierCore

/// A prepared statement. Parameters count from 1, columns from 0; what is bound stays bound.
protocol Statement: AnyObject {
    /// Binds an integer.
    func bind(_ parameter: Int32, _ value: Int64)

    /// Binds text that stays where it is until the statement is reset.
    func bind(_ parameter: Int32, borrowedText bytes: UnsafeRawBufferPointer)

    /// Binds bytes that stay where they are until the statement is reset.
    func bind(_ parameter: Int32, borrowed bytes: UnsafeRawBufferPointer)

    /// Binds a copy of the text.
    func bind(_ parameter: Int32, text bytes: [UInt8])

    /// Binds a copy of the bytes.
    func bind(_ parameter: Int32, _ bytes: [UInt8])

    /// Binds a number, or a record's key, as it stands among the values of terms, which are texts, too.
    func bind(_ parameter: Int32, term: Int64)

    /// Binds what comes before all values of terms and all ids, or behind them.
    func bind(_ parameter: Int32, end: TermEnd)

    /// Goes to the next row; false when there is none.
    func step() throws(Status) -> Bool

    /// Runs a statement that has no rows, and makes it ready for the next time.
    func run() throws(Status)

    /// Runs it once for each of so many bindings, and lets `visit` see the first row of each that has one, in their order. An
    /// engine at the other end of a connection is asked for all of them at once.
    func each(_ count: Int, bind: (Int) -> Void, visit: (Int) throws(Status) -> Void) throws(Status)

    /// Ends the statement's view, and makes it ready for the next time.
    func reset()

    /// A column's integer; NULL is 0.
    func integer(_ column: Int32) -> Int64

    /// The number, or the record's key, in a column of values of terms.
    func term(_ column: Int32) -> Int64

    /// A column's bytes, until the next step or reset.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer

    /// Whether a column has no value.
    func isNull(_ column: Int32) -> Bool
}

extension Statement {
    func each(_ count: Int, bind: (Int) -> Void, visit: (Int) throws(Status) -> Void) throws(Status) {
        for index in 0..<count {
            bind(index)
            defer { reset() }
            if try step() { try visit(index) }
        }
    }

    /// Binds a number that counts up.
    func bind(_ parameter: Int32, _ value: UInt64) { bind(parameter, Int64(clamping: value)) }

    /// Binds a copy of the text.
    func bind(_ parameter: Int32, text: String) { bind(parameter, text: [UInt8](text.utf8)) }

    /// A column's integer that counts up; what is negative, in a damaged record, is 0.
    func count(_ column: Int32) -> UInt64 { UInt64(clamping: integer(column)) }

    /// A column's text.
    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}
