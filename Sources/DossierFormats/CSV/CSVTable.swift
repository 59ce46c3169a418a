import DossierCore
import DossierYAML

/// A CSV file whose first row names its columns.
struct CSVTable: Sendable {
    let file: ImportFile
    /// Their names, in the order of the file.
    let columns: [String]
    private let separator: UInt8

    /// Reads the first row.
    /// - Throws: INVALID_ARGUMENT when there is none, or when it does not name each column once.
    init(_ file: ImportFile, separator: UInt8 = UInt8(ascii: ",")) throws(Status) {
        self.file = file
        self.separator = separator
        var rows = try CSVRows(file, separator: separator)
        guard let header = try rows.next() else {
            throw Status(.invalidArgument, "\(file.name) is empty; its first line must name the columns")
        }
        let place = "\(file.name):\(header.line)"
        if let fault = header.fault { throw Status(.invalidArgument, "\(place): the header \(fault)") }
        columns = header.cells
        var seen: Set<String> = []
        for name in columns where !seen.insert(name).inserted {
            throw Status(.invalidArgument, "\(place): two columns are called \"\(name)\"; rename one")
        }
    }

    /// Where a column stands; nil when there is none of that name.
    func index(_ column: String) -> Int? { columns.firstIndex(of: column) }

    /// Gives the rows below the header one by one; one with more or fewer cells than columns has a fault.
    func forEach(_ body: (CSVRow) throws(Status) -> Void) throws(Status) {
        var rows = try CSVRows(file, separator: separator)
        _ = try rows.next()
        while var row = try rows.next() {
            if row.fault == nil, row.cells.count != columns.count {
                row.fault = "has \(row.cells.count < columns.count ? "fewer" : "more") cells than there are columns"
            }
            try body(row)
        }
    }
}
