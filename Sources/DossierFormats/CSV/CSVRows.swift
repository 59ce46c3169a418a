import DossierCore

/// The rows of a CSV file by RFC 4180, one after the other; holds one of them at a time.
///
/// Lines end with LF or CRLF; a byte order mark is passed over, as are empty lines. A quote inside an unquoted cell stands
/// for itself, as most programs take it.
struct CSVRows {
    private var reader: ByteReader
    private let separator: UInt8

    /// From the beginning of a file.
    init(_ file: ImportFile, separator: UInt8) throws(Status) {
        self.separator = separator
        let mark = ImportFile.byteOrderMark
        reader = ByteReader(file, at: try file.read(at: 0, count: mark.count) == mark ? mark.count : 0)
    }

    /// The next row; nil at the end.
    mutating func next() throws(Status) -> CSVRow? {
        while let row = try row() {
            let isEmpty = row.fault == nil && row.cells == [""]
            if !isEmpty { return row }
        }
        return nil
    }

    private mutating func row() throws(Status) -> CSVRow? {
        guard try reader.peek() != nil else { return nil }
        var row = CSVRow(line: reader.line, cells: [])
        var left = Limits.importThingBytes
        while true {
            let cell = try CSVCell(&reader, separator: separator, atMost: left)
            left = max(0, left - cell.bytes.count)
            row.add(cell)
            if cell.isLast { return row }
        }
    }
}

extension CSVRow {
    fileprivate mutating func add(_ cell: CSVCell) {
        guard fault == nil else { return }
        if let fault = cell.fault {
            self.fault = fault
        } else if cells.count == Limits.csvColumns {
            fault = "has more than \(Limits.csvColumns) cells"
        } else if let text = String(validating: cell.bytes, as: UTF8.self) {
            cells.append(text)
            fault = TextDamage.of(text)
        } else {
            fault = "is not UTF-8"
        }
    }
}
