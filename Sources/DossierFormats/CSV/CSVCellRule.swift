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
    /// - Parameter made: is told of those that `words` does not list; they are left out.
    /// - Throws: that there are more than `Limits.csvValues`.
    func values(_ row: CSVRowReader, _ made: inout CSVRowValues) throws(Finding) -> [String] {
        let parts = separator.map { row.parts(column, $0) } ?? row.cell(column).map { [$0] } ?? []
        guard parts.count <= Limits.csvValues else {
            throw CSVRowValues.tooMuch(name, "has more than \(Limits.csvValues) values")
        }
        var values: [String] = []
        for part in parts {
            if let words {
                if let word = words[part] {
                    values.append(word)
                } else {
                    made.leaveOut(part, of: name)
                }
            } else {
                // What the format does not fit is refused by the field, with the words for it.
                values.append(time?.notation(part) ?? part)
            }
        }
        return values
    }
}
