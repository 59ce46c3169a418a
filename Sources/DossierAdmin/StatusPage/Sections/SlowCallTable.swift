import DossierCore
import DossierHost

/// The slowest calls of the last minutes, and where their time went.
struct SlowCallTable {
    let calls: [SlowCall]

    var html: HTML {
        guard let longest = calls.first?.nanoseconds else { return "" }
        return DataTable(
            title: "Slowest calls",
            columns: [.text("method"), .number("took"), .text("where the time went")] + Phase.allCases.map(column),
            rows: calls.prefix(Limits.statusSlowCalls).map { row($0, longest: longest) },
            note: .note(
                """
                Of the last \(Figure.span(Limits.slowCallsNanoseconds)), those above \
                \(Figure.duration(Limits.slowCallNanoseconds)). Without phases: answered on the event loop, without a \
                worker. Times are UTC.
                """
            )
        ).html
    }

    private func column(_ phase: Phase) -> DataTable.Column {
        .number("<span class=\"swatch \(phase.rawValue)\"></span>\(phase.rawValue)")
    }

    private func row(_ call: SlowCall, longest: Int64) -> [HTML] {
        let name: HTML = """
            \(.method(call.method))<br/><small>\
            \(Figure.timeOfDay(call.endTime)) by \(call.door.name), \("\(call.code)")</small>
            """
        let phases = Phase.allCases.map { phase in
            HTML(text: Figure.duration(call.phases.map(phase.nanoseconds)))
        }
        return [name, HTML(text: Figure.duration(call.nanoseconds)), PhaseBar(call: call, longest: longest).html]
            + phases
    }
}
