/// What a mapping sees of one row.
struct CSVRowReader {
    let row: CSVRow
    /// Cells that say nothing.
    let absent: Set<String>
    /// Of the cell that is being taken apart.
    var element: String?

    /// What a cell says, without the white space around it; nil: nothing.
    func cell(_ index: Int) -> String? { said(row.cells[index][...]) }

    /// What the parts of a cell say.
    func parts(_ index: Int, _ separator: String) -> [String] {
        cell(index)?.split(separator: separator).compactMap(said) ?? []
    }

    private func said(_ text: Substring) -> String? {
        let text = String(text.trimmingSpace)
        return text.isEmpty || absent.contains(text) ? nil : text
    }
}

extension Substring {
    /// Without the white space at both ends.
    var trimmingSpace: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return self[first...last]
    }
}
