import DossierLoad

/// A result as a picture: of a ladder the latencies by rate, of one load those by percentile.
struct BenchPlot {
    private let report: LoadReport

    static func svg(_ report: LoadReport) -> String {
        let plot = BenchPlot(report: report)
        return report.knee.map(plot.byRate)?.svg ?? plot.byPercentile.svg
    }

    private func document(_ title: String, _ description: String) -> SVGDocument {
        let words = ConditionsText(report.conditions)
        let peak = report.runs.first { $0.rate == nil && report.knee != nil }
        let loop = words.loop + (peak.map { "; closed loop: \(Figure.count($0.goodput)) calls a second" } ?? "")
        let subtitles = ["\(words.calls), by \(words.speaks); \(loop)", "\(words.width); \(words.time)"]
        let size = LinePlot.size
        var document = SVGDocument(width: size.width, height: size.height, title: title, subtitles: subtitles)
        document.description = description
        return document
    }

    /// "dossierd 0.1.0".
    private var server: String { report.server.version.isEmpty ? "dossierd" : "dossierd \(report.server.version)" }

    // MARK: - By rate

    private static let figures: [(LatencyFigure, SVGColor)] = [
        (.p50, .green), (.p90, .blue), (.p99, .rust), (.p999, .purple),
    ]

    private func byRate(_ knee: KneeSummary) -> LinePlot {
        let runs = Set(report.runs.compactMap(\.rate)).sorted().compactMap(report.run(at:))
        let lines = Self.figures.map { figure, color in
            let points = runs.compactMap { run in
                run.total.latencies.map { (x: run.rate ?? 0, y: Self.latency($0[figure])) }
            }
            return LinePlot.Line(
                name: figure.label,
                color: color,
                points: points,
                isMarked: true,
                isStrong: figure == .p99
            )
        }
        let values = lines.flatMap { $0.points.map(\.y) }
        var plot = LinePlot(
            document: document(
                "Latency of \(server) by rate",
                KneeText(report)?.sentence ?? ""
            ),
            x: .linear(upTo: (runs.last?.rate ?? 1) * 1.05) { Figure.count($0) },
            y: .logarithmic(values) { Figure.mark(nanoseconds: $0) },
            xTitle: "calls a second that were made (open loop)",
            yTitle: "latency, from when a call was due",
            lines: lines
        )
        plot.marks = marks(knee)
        plot.beyond = (x: knee.rate ?? 0, words: "did not hold")
        plot.bound = knee.p99Bound.map { (y: Double($0), words: "bound of p99, \(Figure.time($0))") }
        return plot
    }

    private func marks(_ knee: KneeSummary) -> [LinePlot.Mark] {
        var marks: [LinePlot.Mark] = []
        if let rate = knee.rate {
            let p99 = Figure.time(report.run(at: rate)?.total.latencies?[.p99])
            marks.append(
                .init(x: rate, words: "knee: \(Figure.count(rate)) calls a second, p99 \(p99)", isStrong: true)
            )
        }
        if let rate = knee.steadyRate {
            let p99 = Figure.time(report.run(at: rate)?.total.latencies?[.p99])
            marks.append(.init(x: rate, words: "70 %: p99 \(p99)"))
        }
        return marks
    }

    // MARK: - By percentile

    private var byPercentile: LinePlot {
        let run = report.main
        let colors = SVGColor.allCases.dropFirst()
        let lines = run.rows.enumerated().compactMap { index, kind in
            let color = kind == run.total ? SVGColor.slate : colors[colors.startIndex + index % colors.count]
            return line(kind, color, isStrong: kind == run.total || run.rows.count == 1)
        }
        let points = lines.flatMap(\.points)
        return LinePlot(
            document: document(
                "Latency of \(server) by percentile",
                "\(Figure.count(run.goodput)) calls a second were answered OK, p99 \(Figure.time(run.total.latencies?[.p99]))"
            ),
            x: .nines(upTo: points.map(\.x).max() ?? 1),
            y: .logarithmic(points.map(\.y)) { Figure.mark(nanoseconds: $0) },
            xTitle: "percentage of the calls that took no longer",
            yTitle: report.conditions.loop == .open ? "latency, from when a call was due" : "latency",
            lines: lines
        )
    }

    /// Nil when none was answered OK.
    private func line(_ kind: KindSummary, _ color: SVGColor, isStrong: Bool) -> LinePlot.Line? {
        guard let latencies = kind.latencies, let all = latencies.distribution.last?.calls else { return nil }
        let points = latencies.distribution.map { step in
            // Each stands for half of itself, too: the longest of n calls is not 100 % of all that will be.
            (x: Double(all) / (Double(all - min(all, step.calls)) + 0.5), y: Self.latency(step.nanoseconds))
        }
        return LinePlot.Line(name: kind.name, color: color, points: points, isStrong: isStrong)
    }

    private static func latency(_ nanoseconds: UInt64) -> Double { Double(max(1, nanoseconds)) }
}
