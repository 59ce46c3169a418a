import Glibc

/// An axis of a plot: where values stand on it, from 0 to 1, and what is written beside it.
struct PlotAxis {
    struct Tick {
        let place: Double
        /// Empty: a line alone.
        let label: String
    }

    let ticks: [Tick]
    private let scale: @Sendable (Double) -> Double

    /// From 0 to 1, also for values beyond the ends.
    func place(_ value: Double) -> Double { min(max(scale(value), 0), 1) }

    /// Logarithmic, between figures of 1, 2 or 5 that hold all values. Values are above 0.
    static func logarithmic(_ values: [Double], label: (Double) -> String) -> PlotAxis {
        let (least, most) = (values.min() ?? 1, values.max() ?? 10)
        var marks = [floor(least)]
        while marks[marks.count - 1] < most || marks.count < 2 { marks.append(next(marks[marks.count - 1])) }
        let (first, last) = (log10(marks[0]), log10(marks[marks.count - 1]))
        // Where there is no room for all, only powers of ten are named.
        let isWide = marks.count > 10
        let ticks = marks.map { mark in
            let isNamed = !isWide || abs(log10(mark) - log10(mark).rounded()) < 0.01
            return Tick(place: (log10(mark) - first) / (last - first), label: isNamed ? label(mark) : "")
        }
        return PlotAxis(ticks: ticks) { (log10(max($0, .leastNormalMagnitude)) - first) / (last - first) }
    }

    /// Linear, from 0.
    static func linear(upTo most: Double, label: (Double) -> String) -> PlotAxis {
        let most = max(most, .leastNormalMagnitude)
        var step = floor(most / 8)
        while most / step > 8 { step = next(step) }
        let ticks = stride(from: 0, through: most, by: step).map { Tick(place: $0 / most, label: label($0)) }
        return PlotAxis(ticks: ticks) { $0 / most }
    }

    /// Of percentiles, each nine as wide as the one before (HdrHistogram's). Its values are how many calls there are for
    /// each that took longer: 1, 10, 100 for 0 %, 90 %, 99 %.
    static func nines(upTo most: Double) -> PlotAxis {
        let end = max(1, log10(max(most, 1)))
        let ticks = (0...Int(end)).map { nines in
            let label =
                nines < 2 ? "\(nines * 90) %" : "99\(nines > 2 ? "." : "")\(String(repeating: "9", count: nines - 2)) %"
            return Tick(place: Double(nines) / end, label: label)
        }
        return PlotAxis(ticks: ticks) { log10(max($0, 1)) / end }
    }

    /// The figure of 1, 2 or 5 at or below a number.
    private static func floor(_ number: Double) -> Double {
        let power = pow(10, log10(number).rounded(.down))
        return [5, 2, 1].map { $0 * power }.first { $0 <= number * 1.000_001 } ?? power
    }

    /// The one after it.
    private static func next(_ figure: Double) -> Double {
        let power = pow(10, (log10(figure) + 0.000_001).rounded(.down))
        return figure > 1.5 * power && figure < 3 * power ? 5 * power : figure < 1.5 * power ? 2 * power : 10 * power
    }
}
