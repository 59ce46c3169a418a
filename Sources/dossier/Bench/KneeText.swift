import DossierLoad

/// What a ladder found, in a sentence.
struct KneeText {
    let sentence: String

    /// Nil when there was no ladder.
    init?(_ report: LoadReport) {
        guard let knee = report.knee else { return nil }
        guard let rate = knee.rate else {
            let first = report.runs.first { $0.rate != nil }?.rate ?? 0
            sentence = """
                No rate held: already of \(Figure.count(first)) calls a second less than 95 % were answered OK in time, or \
                p99 was above \(Figure.time(knee.p99Bound)). Begin lower with --rate-from, or allow more with --p99-bound.
                """
            return
        }
        let p99 = report.run(at: rate)?.total.latencies?[.p99]
        var text = "The knee is at \(Figure.count(rate)) calls a second, with a p99 of \(Figure.time(p99))"
        if let steady = knee.steadyRate, let p99 = report.run(at: steady)?.total.latencies?[.p99] {
            text += "; at 70 % of it, \(Figure.count(steady)) calls a second, p99 is \(Figure.time(p99))"
        }
        sentence = text + "."
    }
}
