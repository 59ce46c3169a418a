import DossierCore
import DossierYAML

/// What a mapping sees of one row.
struct CSVRowReader {
    /// Where it begins.
    let place: Place
    /// Cells, or parts of them, that say nothing.
    private let absent: Set<String>
    /// What the cells say.
    private let cells: [String?]
    /// Of the cell that is being taken apart.
    private(set) var element: String?

    init(_ row: CSVRow, absent: Set<String>) {
        (place, self.absent) = (row.place, absent)
        cells = row.cells.map { Self.said($0[...], absent) }
    }

    /// What a cell says, without the white space around it; nil: nothing.
    func cell(_ index: Int) -> String? { cells[index] }

    /// What the parts of a cell say; of more than `Limits.csvValues` one more.
    func parts(of cell: String, _ separator: String) -> [String] {
        var parts: [String] = []
        var rest = cell[...]
        while !rest.isEmpty, parts.count <= Limits.csvValues {
            let range = rest.firstRange(of: separator)
            if let part = Self.said(rest[..<(range?.lowerBound ?? rest.endIndex)], absent) { parts.append(part) }
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

    private static func said(_ text: Substring, _ absent: Set<String>) -> String? {
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
