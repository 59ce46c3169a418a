import Testing

@testable import dossier

/// The axes and figures of plots.
@Suite struct BenchPlotTests {
    @Test func latenciesStandBetweenRoundFigures() {
        let axis = PlotAxis.logarithmic([130_000, 7_000_000]) { Figure.mark(nanoseconds: $0) }
        #expect(axis.ticks.map(\.label) == ["100 us", "200 us", "500 us", "1 ms", "2 ms", "5 ms", "10 ms"])
        #expect(axis.ticks.first?.place == 0 && axis.ticks.last?.place == 1)
        #expect(abs(axis.place(1_000_000) - 0.5) < 0.001 && axis.place(1) == 0 && axis.place(1e12) == 1)
        // Where there are many, powers of ten alone have names.
        let wide = PlotAxis.logarithmic([1_000, 9e9]) { Figure.mark(nanoseconds: $0) }
        #expect(wide.ticks.map(\.label).filter { !$0.isEmpty }.first == "1 us")
        #expect(wide.ticks.map(\.label).filter { !$0.isEmpty }.last == "10 s")
        #expect(PlotAxis.logarithmic([5]) { "\($0)" }.ticks.count == 2)
        #expect(PlotAxis.logarithmic([]) { "\($0)" }.ticks.count > 1)
    }

    @Test(arguments: [0.5, 7, 99, 12_345, 9_999_999])
    func ratesStandAtRoundFigures(most: Double) {
        let axis = PlotAxis.linear(upTo: most) { Figure.count($0) }
        #expect((3...9).contains(axis.ticks.count), "\(axis.ticks)")
        #expect(axis.place(most / 2) == 0.5)
    }

    @Test func eachNineIsAsWideAsTheOneBefore() {
        let axis = PlotAxis.nines(upTo: 20_000)
        #expect(axis.ticks.map(\.label) == ["0 %", "90 %", "99 %", "99.9 %", "99.99 %"])
        #expect(abs(axis.place(10) * 2 - axis.place(100)) < 0.000_1 && axis.place(20_000) == 1)
        #expect(PlotAxis.nines(upTo: 1).ticks.map(\.label) == ["0 %", "90 %"])
    }

    @Test(arguments: [
        (0.0, "0.00 us"), (4_150, "4.15 us"), (99_960, "100 us"), (999_499, "999 us"), (999_500, "1.00 ms"),
        (45_600_000, "45.6 ms"), (999_600_000, "1.00 s"), (600e9, "600 s"),
    ])
    func timesHaveThreeDigits(nanoseconds: Double, text: String) {
        #expect(Figure.time(nanoseconds: nanoseconds) == text)
    }

    @Test func countsHaveCommas() {
        #expect(Figure.count(45_123.4) == "45,123" && Figure.count(999.0) == "999" && Figure.count(2.5) == "2.5")
        #expect(Figure.share(0.31) == "31 %" && Figure.share(0.088) == "8.8 %" && Figure.share(0) == "0 %")
    }
}
