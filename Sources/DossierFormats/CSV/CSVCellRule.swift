import DossierCore
import DossierYAML

/// How a cell becomes a value, or several: `{column: type, split: ";", words: {DDoS: disruption}}`.
struct CSVCellRule: Sendable {
    /// Where its column stands.
    let column: Int
    /// Its column's name.
    let name: String
    /// What stands between the values; nil: it has one.
    var separator: String?
    /// What the values mean; nil: themselves.
    var words: [String: String]?
    /// How times are written; nil: as in a dossier file.
    var time: CSVTimeFormat?

    /// The cell's values.
    /// - Parameter made: counts them, and is told of those that `words` does not list; they are left out.
    /// - Throws: that there are more than `Limits.csvValues`, or that it is too much.
    func values(_ row: CSVRowReader, _ made: inout CSVRowValues) throws(Finding) -> [String] {
        let parts = try parts(row, &made)
        guard parts.count <= Limits.csvValues else {
            throw CSVRowValues.tooMuch(name, "has more than \(Limits.csvValues) values")
        }
        var values: [String] = []
        for part in parts {
            if let value = value(part) {
                try made.count(value)
                values.append(value)
            } else {
                try made.leaveOut(part, of: name)
            }
        }
        return values
    }

    private func parts(_ row: CSVRowReader, _ made: inout CSVRowValues) throws(Finding) -> [String] {
        guard let cell = row.cell(column) else { return [] }
        guard let separator else { return [cell] }
        // However few parts it has, it takes its time each time.
        try made.count(cell)
        return row.parts(of: cell, separator)
    }

    /// What a part means; nil: `words` does not list it.
    private func value(_ part: String) -> String? {
        // What the format does not fit is refused by the field, with the words for it.
        if let words { words[part] } else { time?.notation(part) ?? part }
    }
}
