import DossierCore
import DossierYAML

/// The bytes of a file, one after the other, with the line that each stands on.
struct ByteReader {
    private let file: ImportFile
    private var piece: [UInt8] = []
    private var index = 0
    private var start: Int
    /// Of the next byte, from 1.
    private(set) var line: Int
    private var lineStart: Int

    /// From the beginning of a line on.
    init(_ file: ImportFile, at offset: Int = 0, line: Int = 1) {
        self.file = file
        start = offset
        lineStart = offset
        self.line = line
    }

    /// Of the next byte; the column counts bytes.
    var place: Place { Place(line: line, column: offset - lineStart + 1) }

    /// Of the next byte.
    var offset: Int { start + index }

    /// Goes to the beginning of another line.
    mutating func move(to offset: Int, line: Int) {
        self.line = line
        lineStart = offset
        if (start...start + piece.count).contains(offset) {
            index = offset - start
        } else {
            (start, index) = (offset, 0)
            piece = []
        }
    }

    /// The next byte, which stays the next; nil at the end.
    mutating func peek() throws(Status) -> UInt8? {
        if index == piece.count {
            start += piece.count
            index = 0
            piece = try file.read(at: start, count: Limits.importPieceBytes)
            if piece.isEmpty { return nil }
        }
        return piece[index]
    }

    /// The next byte; nil at the end.
    mutating func next() throws(Status) -> UInt8? {
        guard let byte = try peek() else { return nil }
        index += 1
        if byte == UInt8(ascii: "\n") {
            line += 1
            lineStart = offset
        }
        return byte
    }
}
