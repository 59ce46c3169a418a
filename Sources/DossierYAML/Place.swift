/// Where in a text something stands.
public struct Place: Sendable, Equatable {
    /// From 1; 0 when it is not known.
    public let line: Int
    /// From 1; 0 when it is not known.
    public let column: Int

    /// Line and column, from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Somewhere.
    public static let unknown = Place(line: 0, column: 0)

    /// Of a byte of a text in UTF-8.
    init(ofByte offset: Int, in text: UnsafeRawBufferPointer) {
        let before = text.prefix(offset)
        let lines = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let column = String(decoding: lines.last ?? before, as: UTF8.self).unicodeScalars.count
        self.init(line: max(lines.count, 1), column: column + 1)
    }
}
