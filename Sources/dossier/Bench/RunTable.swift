import DossierLoad

/// Loads in rows.
enum RunTable {
    /// One load: a row for each kind of call, and one for all.
    static func kinds(_ run: RunSummary) -> Table {
        var table = Table(["CALL", "OK", "FAILED"] + LatencyFigure.allCases.map { $0.label.uppercased() })
        for kind in run.rows {
            let latencies = LatencyFigure.allCases.map { Figure.time(kind.latencies?[$0]) }
            table.add([kind.name, Figure.count(kind.succeeded), Figure.count(kind.failed)] + latencies)
        }
        return table
    }

    private static let figures: [LatencyFigure] = [.p50, .p90, .p99, .p999]

    /// A ladder: a row for each load.
    static func rates(_ runs: [RunSummary]) -> Table {
        var table = Table(
            ["RATE", "GOODPUT", "FAILED"] + figures.map { $0.label.uppercased() } + ["CPU/CALL", "HELD"]
        )
        for run in runs { table.add(cells(run)) }
        return table
    }

    private static func cells(_ run: RunSummary) -> [String] {
        let rate = run.rate.map { Figure.count($0) } ?? "closed"
        let latencies = figures.map { Figure.time(run.total.latencies?[$0]) }
        let use = run.server?.perCall.map { Figure.time(nanoseconds: $0) } ?? "-"
        let held = run.held.map { $0 ? "yes" : "no" } ?? ""
        return [rate, Figure.count(run.goodput), Figure.count(run.total.failed)] + latencies + [
            use, held + (run.limit == nil ? "" : " (load)"),
        ]
    }

    /// A line of the table above, for those who watch it grow.
    static func line(_ run: RunSummary) -> String {
        let rate = run.rate.map { "\(Figure.count($0)) calls a second" } ?? "closed loop"
        let verdict = run.held.map { $0 ? ", held" : ", not held" } ?? ""
        return
            "\(rate): \(Figure.count(run.goodput)) answered OK, p99 \(Figure.time(run.total.latencies?[.p99]))\(verdict)"
    }
}
