import DossierClient
import DossierLoad
import DossierWire

/// Two results beside each other, for people and for programs.
struct ComparisonView {
    private let rows: [LoadComparison.Row]

    init(_ comparison: LoadComparison) { rows = comparison.rows }

    var table: Table {
        var table = Table(["CALL", "FIGURE", "BEFORE", "AFTER", "RATIO", ""])
        for row in rows {
            table.add([
                row.kind, Self.label(row.figure), Self.text(row.before, row.figure), Self.text(row.after, row.figure),
                Figure.decimal(row.ratio, 2), row.verdict.rawValue,
            ])
        }
        return table
    }

    var json: JSONValue {
        let rows = rows.map { row in
            JSONValue(members: [
                ("kind", .string(row.kind)), ("figure", .string(row.figure.label)),
                ("before", .number("\(row.before)")),
                ("after", .number("\(row.after)")), ("ratio", .number("\(row.ratio)")),
                ("verdict", .string(row.verdict.rawValue)),
            ])
        }
        return JSONValue(members: [("rows", .array(rows))])
    }

    private static func label(_ figure: LoadComparison.Figure) -> String {
        figure == .serverCPU ? "server CPU a call" : figure.label
    }

    private static func text(_ value: Double, _ figure: LoadComparison.Figure) -> String {
        figure.isBetterHigh ? "\(Figure.count(value))/s" : Figure.time(nanoseconds: value)
    }
}
