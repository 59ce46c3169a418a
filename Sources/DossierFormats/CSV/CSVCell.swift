import DossierCore

/// One cell as its bytes stand in a file, without its quotes.
struct CSVCell {
    private(set) var bytes: [UInt8] = []
    /// Whether its row ends with it.
    private(set) var isLast = false
    /// Why it cannot be read.
    private(set) var fault: String?
    /// Of what is left for the row.
    private let limit: Int

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Reads a cell and what ends it. When something is wrong with it, the rest of its line goes with it.
    init(_ reader: inout ByteReader, separator: UInt8, atMost limit: Int) throws(Status) {
        self.limit = limit
        let isQuoted = try reader.peek() == Self.quote
        if isQuoted { try readQuoted(&reader) }
        let inQuotes = bytes.count
        try readPlain(&reader, separator)
        if isQuoted, bytes.count > inQuotes { fault = fault ?? "has text behind a closing quote" }
    }

    /// What stands between quotes; two of them mean one.
    private mutating func readQuoted(_ reader: inout ByteReader) throws(Status) {
        _ = try reader.next()
        while fault == nil {
            guard let byte = try reader.next() else {
                fault = "ends the file inside quotes"
                return
            }
            if byte == Self.quote {
                guard try reader.peek() == Self.quote else { return }
                _ = try reader.next()
            }
            add(byte, "has more than \(Limits.importThingBytes) bytes; is a closing quote missing?")
        }
    }

    /// What stands without quotes, up to the end of the cell.
    private mutating func readPlain(_ reader: inout ByteReader, _ separator: UInt8) throws(Status) {
        while let byte = try reader.next() {
            if byte == separator { return }
            if byte == Self.newline { break }
            if byte == Self.carriageReturn, try reader.peek() == Self.newline { continue }
            add(byte, "has more than \(Limits.importThingBytes) bytes")
        }
        isLast = true
    }

    private mutating func add(_ byte: UInt8, _ trouble: String) {
        if bytes.count < limit { bytes.append(byte) } else { fault = fault ?? trouble }
    }
}
