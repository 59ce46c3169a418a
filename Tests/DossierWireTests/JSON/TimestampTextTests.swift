import DossierCore
import DossierWire
import Testing

@Suite struct TimestampTextTests {
    @Test(arguments: [
        (0, 0, "1970-01-01T00:00:00Z"), (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
        (1_662_768_000, 120_000_000, "2022-09-10T00:00:00.120Z"), (951_782_400, 1_000, "2000-02-29T00:00:00.000001Z"),
        (-62_135_596_800, 0, "0001-01-01T00:00:00Z"), (253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
        (-2_203_891_200, 0, "1900-03-01T00:00:00Z"), (4_107_542_399, 0, "2100-02-28T23:59:59Z"),
    ])
    func isWrittenAndRead(seconds: Int64, nanos: Int32, text: String) throws {
        #expect(TimestampText.encode(seconds: seconds, nanos: nanos) == text)
        let moment = try #require(TimestampText.decode(text))
        #expect(moment.seconds == seconds)
        #expect(moment.nanos == nanos)
    }

    @Test(arguments: [
        ("2022-09-10T02:00:00+02:00", 1_662_768_000), ("2022-09-09t23:59:00.0-00:01", 1_662_768_000),
        ("0001-01-01T01:00:00+01:00", -62_135_596_800),
    ])
    func anOffsetIsTakenIn(text: String, seconds: Int64) {
        #expect(TimestampText.decode(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "2022-09-10", "2022-09-10T00:00:00", "2022-9-10T00:00:00Z", "2022-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2022-13-01T00:00:00Z", "2022-00-01T00:00:00Z", "2022-01-00T00:00:00Z", "2022-01-01T24:00:00Z",
        "2022-01-01T00:60:00Z", "2016-12-31T23:59:60Z", "2022-01-01T00:00:00.Z", "2022-01-01T00:00:00.1234567891Z",
        "2022-01-01T00:00:00Z ", "2022-01-01 00:00:00Z", "0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01", "2022-01-01T00:00:00+2:00", "2022-01-01T00:00:00+24:00", "-001-01-01T00:00:00Z",
    ])
    func isRefused(text: String) { #expect(TimestampText.decode(text) == nil) }

    @Test func isNotWrittenOutsideItsRange() {
        #expect(TimestampText.encode(seconds: -62_135_596_801, nanos: 0) == nil)
        #expect(TimestampText.encode(seconds: 253_402_300_800, nanos: 0) == nil)
        #expect(TimestampText.encode(seconds: 0, nanos: 1_000_000_000) == nil)
        #expect(TimestampText.encode(seconds: 0, nanos: -1) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        for day in stride(from: Int64(-719_162), through: 146_097 * 2, by: 1) {
            let text = TimestampText.encode(seconds: day * 86_400, nanos: 0)
            guard let text, TimestampText.decode(text)?.seconds == day * 86_400 else {
                Issue.record("day \(day): \(text ?? "not written")")
                return
            }
        }
    }
}
