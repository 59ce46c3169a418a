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

    /// What of a row has no place in the record.
    struct Unknown {
        let column: String
        let word: String
    }

    /// The cell's values.
    /// - Parameter unknown: gets those that `words` does not list; they are left out.
    func values(_ row: CSVRowReader, _ unknown: inout [Unknown]) -> [String] {
        let parts = separator.map { row.parts(column, $0) } ?? row.cell(column).map { [$0] } ?? []
        var values: [String] = []
        for part in parts {
            if let words {
                if let word = words[part] {
                    values.append(word)
                } else {
                    unknown.append(.init(column: name, word: part))
                }
            } else {
                // What the format does not fit is refused by the field, with the words for it.
                values.append(time?.notation(part) ?? part)
            }
        }
        return values
    }
}
