import DossierCore

/// The lines of a file, one after the other, however long they are. The mark that some programs write before UTF-8 is no
/// part of the first.
struct LineReader {
    /// A line without its end.
    struct Line {
        /// Of its first byte.
        let offset: Int
        /// From 1.
        let number: Int
        /// Nil: it is longer than `Limits.importThingBytes`.
        let bytes: [UInt8]?
    }

    private var reader: ByteReader

    /// From the beginning of a line on.
    init(_ file: ImportFile, at offset: Int = 0, line: Int = 1) {
        reader = ByteReader(file, at: offset, line: line)
    }

    /// Goes to the beginning of another line.
    mutating func move(to offset: Int, line: Int) { reader.move(to: offset, line: line) }

    /// The next line; nil at the end.
    mutating func next() throws(Status) -> Line? {
        let (offset, number) = (reader.offset, reader.line)
        guard var byte = try reader.next() else { return nil }
        var bytes: [UInt8] = []
        var isTooLong = false
        while byte != UInt8(ascii: "\n") {
            if bytes.count == Limits.importThingBytes { isTooLong = true } else { bytes.append(byte) }
            guard let next = try reader.next() else { break }
            byte = next
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if offset == 0, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
        return Line(offset: offset, number: number, bytes: isTooLong ? nil : bytes)
    }
}
