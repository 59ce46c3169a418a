import DossierYAML

/// One row of a CSV file.
struct CSVRow: Sendable, Equatable {
    /// Where it begins; the first line of a file is 1. A row can take several lines.
    let line: Int
    /// In the order of the columns.
    var cells: [String]
    /// Why it cannot be read, in words that do not name the row; then `cells` is not to be used.
    var fault: String?
}

extension CSVRow {
    /// Where it begins.
    var place: Place { Place(line: line, column: 1) }
}
