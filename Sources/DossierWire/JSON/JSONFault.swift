import DossierCore

/// What is wrong with a JSON text, and at which byte.
struct JSONFault: Error {
    var text: String
    var offset: Int

    /// INVALID_ARGUMENT with line and column, both from 1; a column is a character.
    func status(in bytes: UnsafeRawBufferPointer) -> Status {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = before[start...].count { $0 & 0xc0 != 0x80 } + 1
        return Status(.invalidArgument, "line \(line), column \(column): \(text)")
    }
}
