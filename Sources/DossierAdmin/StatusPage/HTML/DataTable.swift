/// A table with a heading for each column, and one for each row: its first cell.
struct DataTable {
    struct Column {
        let name: HTML
        /// Numbers stand on the right.
        let isNumber: Bool

        static func text(_ name: HTML) -> Column { Column(name: name, isNumber: false) }

        static func number(_ name: HTML) -> Column { Column(name: name, isNumber: true) }
    }

    let title: String
    let columns: [Column]
    let rows: [[HTML]]
    /// What stands below it.
    var note: HTML = ""

    var html: HTML {
        """
        <section>
        <div class="scroll" role="region" tabindex="0" aria-label="\(title)">
        <table>
        <caption><h2>\(title)</h2></caption>
        <thead><tr>\(columns.map(head))</tr></thead>
        <tbody>
        \(rows.map(row))</tbody>
        </table>
        </div>
        \(note)
        </section>

        """
    }

    private func head(_ column: Column) -> HTML {
        column.isNumber
            ? "<th scope=\"col\" class=\"number\">\(column.name)</th>" : "<th scope=\"col\">\(column.name)</th>"
    }

    private func row(_ cells: [HTML]) -> HTML {
        let cells = zip(columns, cells).enumerated().map { index, cell -> HTML in
            if index == 0 { return "<th scope=\"row\">\(cell.1)</th>" }
            guard cell.0.isNumber else { return "<td>\(cell.1)</td>" }
            let isNothing = ["0", Figure.none].contains(cell.1.markup)
            return "<td class=\"\(isNothing ? "number nothing" : "number")\">\(cell.1)</td>"
        }
        return "<tr>\(cells)</tr>\n"
    }
}
