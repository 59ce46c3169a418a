extension Schema {
    /// The setting whose key, or the name of whose option, is most like a word.
    static func nearest(to word: String) -> SettingRow {
        let ranked = rows.map { row in
            (row, min(Spelling.distance(word, row.key), Spelling.distance(word, row.option)))
        }
        return ranked.min { $0.1 < $1.1 }?.0 ?? rows[0]
    }

    /// The mapping whose key is most like a word.
    static func nearestMapping(to word: String) -> String {
        let ranked = mappings.map { ($0, Spelling.distance(word, $0)) }
        return ranked.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0 ?? ""
    }
}
