import DossierCore

/// What a mapping sees of one row.
struct CSVRowReader {
    let row: CSVRow
    /// Cells that say nothing.
    let absent: Set<String>
    /// Of the cell that is being taken apart.
    var element: String?

    /// What a cell says, without the white space around it; nil: nothing.
    func cell(_ index: Int) -> String? { said(row.cells[index][...]) }

    /// What the parts of a cell say; of more than `Limits.csvValues` one more.
    func parts(_ index: Int, _ separator: String) -> [String] {
        guard let cell = cell(index) else { return [] }
        var parts: [String] = []
        var rest = cell[...]
        while !rest.isEmpty, parts.count <= Limits.csvValues {
            let range = rest.firstRange(of: separator)
            if let part = said(rest[..<(range?.lowerBound ?? rest.endIndex)]) { parts.append(part) }
            rest = rest[(range?.upperBound ?? rest.endIndex)...]
        }
        return parts
    }

    /// The same with a part of the cell that is being taken apart.
    func inside(_ element: String) -> CSVRowReader {
        var inner = self
        inner.element = element
        return inner
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
