import DossierLoad

/// A result for people.
struct BenchView {
    private let report: LoadReport
    private let layout: Layout

    init(_ report: LoadReport, _ layout: Layout) {
        self.report = report
        self.layout = layout
    }

    var lines: [String] {
        let words = ConditionsText(report.conditions)
        let version = report.server.version.isEmpty ? "" : " \(report.server.version) (\(report.server.engine))"
        var sheet = Sheet("dossierd\(version) at \(report.server.address)", layout.style)
        sheet.add("calls", "\(words.calls), by \(words.speaks)")
        sheet.add("load", words.loop)
        sheet.add("", words.width)
        sheet.add("", words.watches)
        sheet.add("counted", words.time)
        if report.knee == nil { addFindings(report.main, to: &sheet) }
        let table = report.knee == nil ? RunTable.kinds(report.main) : RunTable.rates(report.runs)
        return sheet.lines + [""] + table.lines(width: layout.width, layout.style) + notes.flatMap { [""] + $0 }
    }

    private func addFindings(_ run: RunSummary, to sheet: inout Sheet) {
        sheet.add("goodput", "\(Figure.count(run.goodput)) calls a second")
        if let use = run.server?.perCall {
            sheet.add("server CPU", "\(Figure.time(nanoseconds: use)) a call")
        } else if let reason = run.serverReason {
            sheet.add("server CPU", "not told: \(reason)")
        }
        sheet.add("load CPU", "\(Figure.share(run.processor)) of a processor for its busiest thread")
    }

    private var notes: [[String]] {
        var texts = KneeText(report).map { [$0.sentence] } ?? []
        if report.knee != nil, report.runs.contains(where: { $0.limit != nil }) {
            texts.append("(load): there the load itself was a limit, too busy or too late; see docs/bench.md.")
        }
        return (texts + RunNotes.texts(report.main)).map { Prose($0).lines(layout) }
    }
}
