import Testing

@testable import DossierAdmin

@Suite struct FigureTests {
    private func spaced(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }

    @Test(arguments: [
        (0, "0"), (0.017, "0.02"), (0.25, "0.25"), (0.996, "1.0"), (1, "1.0"), (9.94, "9.9"),
        (9.96, "10"), (12.5, "13"), (1_234_567.4, "1,234,567"),
    ]) func tellsRates(_ rate: Double, _ text: String) { #expect(Figure.rate(rate) == text) }

    @Test(arguments: [
        (0, "0 µs"), (512, "0.5 µs"), (1_024, "1.0 µs"), (9_949, "9.9 µs"), (9_951, "10 µs"), (999_499, "999 µs"),
        (999_501, "1.0 ms"), (1_310_720, "1.3 ms"), (999_501_000, "1.0 s"), (42_000_000_000, "42 s"),
        (99_499_000_000, "99 s"), (185_000_000_000, "3 min 5 s"), (7_500_000_000_000, "2 h 5 min"),
    ]) func tellsDurations(_ nanoseconds: Int64, _ text: String) {
        #expect(spaced(Figure.duration(nanoseconds)) == text)
    }

    @Test(arguments: [
        (0, "0 s"), (59, "59 s"), (119, "119 s"), (120, "2 min"), (3_599, "59 min 59 s"), (3_600, "1 h"),
        (3_660, "1 h 1 min"), (86_400, "1 d"), (86_400 * 1_234 + 3_600 * 23, "1,234 d 23 h"),
    ]) func tellsSpans(_ seconds: Int64, _ text: String) {
        #expect(spaced(Figure.span(seconds * 1_000_000_000)) == text)
    }

    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1_000, "1.0 KiB"), (1_536, "1.5 KiB"), (10 * 1_024, "10 KiB"),
        (1_572_864, "1.5 MiB"), (3 * 1_073_741_824, "3.0 GiB"), (5_497_558_138_880, "5.0 TiB"),
    ]) func tellsBytes(_ bytes: Double, _ text: String) { #expect(spaced(Figure.bytes(bytes)) == text) }

    @Test(arguments: [(0, "0 %"), (0.003, "0.30 %"), (0.125, "13 %"), (1, "100 %"), (2.5, "250 %")])
    func tellsShares(_ share: Double, _ text: String) { #expect(spaced(Figure.percent(share)) == text) }

    @Test func tellsTimes() {
        #expect(Figure.time(1_662_811_509_999_999_999) == "2022-09-10 12:05:09 UTC")
        #expect(Figure.timeOfDay(1_662_811_509_999_999_999) == "12:05:09")
    }

    @Test func dashesWhatThereIsNot() {
        let none: Int64? = nil
        #expect(
            [Figure.rate(nil), Figure.duration(none), Figure.bytes(nil), Figure.percent(nil)] == ["–", "–", "–", "–"]
        )
    }
}
