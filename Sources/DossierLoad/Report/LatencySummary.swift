import DossierCore
import DossierWire
import Histogram

/// How long calls took, nanoseconds, to three digits.
public struct LatencySummary: Sendable, Equatable {
    /// A step of the distribution: so many calls took no longer.
    public struct Step: Sendable, Equatable {
        /// The longest of them.
        public let nanoseconds: UInt64
        /// How many.
        public let calls: UInt64
    }

    private let figures: [LatencyFigure: UInt64]
    /// The distribution, rising: HdrHistogram's percentiles, five for each halving of what is above. The last holds all.
    public let distribution: [Step]

    /// Nil when there were none.
    init?(_ histogram: Histogram<UInt64>) {
        guard histogram.totalCount > 0 else { return nil }
        figures = Dictionary(
            uniqueKeysWithValues: LatencyFigure.allCases.map { ($0, histogram.valueAtPercentile($0.percentile)) }
        )
        var steps: [Step] = []
        for value in histogram.percentiles(ticksPerHalfDistance: 5)
        where steps.last?.calls != value.totalCountToThisValue {
            steps.append(Step(nanoseconds: value.value, calls: value.totalCountToThisValue))
        }
        distribution = steps
    }

    /// One of the figures.
    public subscript(_ figure: LatencyFigure) -> UInt64 { figures[figure] ?? 0 }

    init(_ reader: ReportReader) throws(Status) {
        var figures: [LatencyFigure: UInt64] = [:]
        for figure in LatencyFigure.allCases { figures[figure] = try reader.count(figure.rawValue) }
        self.figures = figures
        var steps: [Step] = []
        for pair in try reader.elements("distribution") {
            let pair = try pair.counts()
            guard pair.count == 2 else { throw reader.fault("distribution", "pairs of nanoseconds and calls") }
            steps.append(Step(nanoseconds: pair[0], calls: pair[1]))
        }
        distribution = steps
    }

    var json: JSONValue {
        let steps = distribution.map { JSONValue.array([.count($0.nanoseconds), .count($0.calls)]) }
        return JSONValue(
            members: LatencyFigure.allCases.map { ($0.rawValue, .count(self[$0])) } + [("distribution", .array(steps))]
        )
    }
}
