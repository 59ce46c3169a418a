/// Rows under headings, aligned, and cut to a width where one is given.
struct Table {
    private static let gap = "  "
    private static let narrowest = 8

    private let headings: [String]
    private var rows: [[String]] = []

    init(_ headings: [String]) { self.headings = headings }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ cells: [String]) { rows.append(cells.map(Terminal.clean)) }

    func lines(width: Int?, _ style: Style) -> [String] {
        let widths = widths(within: width)
        return [style.strong(line(headings, widths))] + rows.map { line($0, widths) }
    }

    /// As wide as the widest cell; where that is too much, the widest columns give way first. The first column stays
    /// whole: it is what one types into the next command.
    private func widths(within limit: Int?) -> [Int] {
        var widths = headings.indices.map { column in
            rows.reduce(headings[column].count) { max($0, $1[column].count) }
        }
        guard let limit else { return widths }
        var excess = widths.reduce(0, +) + Self.gap.count * (widths.count - 1) - limit
        while excess > 0, let widest = widths.indices.dropFirst().max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Self.narrowest
        {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let cut = Terminal.cut(cell, widths[index])
            let isLast = index == cells.count - 1
            line += isLast ? cut : cut + String(repeating: " ", count: widths[index] - cut.count) + Self.gap
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
