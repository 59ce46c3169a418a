import DossierCore
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        (0, 0, "0s"), (3, 0, "3s"), (1, 500_000_000, "1.500s"), (0, -1, "-0.000000001s"), (-1, -1_000, "-1.000001s"),
        (315_576_000_000, 999_999_999, "315576000000.999999999s"), (-315_576_000_000, 0, "-315576000000s"),
    ])
    func isWrittenAndRead(seconds: Int64, nanos: Int32, text: String) throws {
        #expect(DurationText.encode(seconds: seconds, nanos: nanos) == text)
        let duration = try #require(DurationText.decode(text))
        #expect(duration.seconds == seconds)
        #expect(duration.nanos == nanos)
    }

    @Test(arguments: [("1.5s", 1, 500_000_000), ("-0s", 0, 0), ("007.12s", 7, 120_000_000)])
    func isReadInOtherFormsToo(text: String, seconds: Int64, nanos: Int32) throws {
        let duration = try #require(DurationText.decode(text))
        #expect(duration.seconds == seconds)
        #expect(duration.nanos == nanos)
    }

    @Test(arguments: [
        "", "s", "-s", "1", "1m", "1 s", " 1s", "1s ", "+1s", "--1s", ".5s", "1.s", "1.1234567890s", "1e3s", "1.5",
        "0x1s",
        "315576000001s", "-315576000001s", "99999999999999999999999999s",
    ])
    func isRefused(text: String) { #expect(DurationText.decode(text) == nil) }

    @Test(
        arguments: [
            (315_576_000_001, 0), (-315_576_000_001, 0), (.max, 0), (.min, 0), (0, 1_000_000_000), (0, -1_000_000_000),
            (1, -1), (-1, 1), (0, .min),
        ] as [(Int64, Int32)]
    )
    func isNotWrittenOutsideItsRange(seconds: Int64, nanos: Int32) {
        #expect(DurationText.encode(seconds: seconds, nanos: nanos) == nil)
    }
}
