import DossierClient
import DossierFormats
import Testing

/// A span means its last instant: what was recorded on a day is part of the record as of that day.
@Suite struct MomentNotationTests {
    @Test(arguments: [
        ("2022-09-10", "2022-09-10T23:59:59.999999999Z"), ("2024-02", "2024-02-29T23:59:59.999999999Z"),
        ("2022-09-10T14:00Z", "2022-09-10T14:00:59.999999999Z"),
        ("2022-09-10 14:03:22", "2022-09-10T14:03:22.999999999Z"),
        ("2022-09-10T14:03:22Z", "2022-09-10T14:03:22.999999999Z"),
        ("2022-09-10T14:03:22.5Z", "2022-09-10T14:03:22.5Z"),
        ("2022-09-10T14:03:22+02:00", "2022-09-10T14:03:22+02:00"),
    ])
    func times(text: String, time: String) {
        #expect(MomentNotation.moment(text) == .time(time))
    }

    @Test func digitsAreASequence() {
        #expect(MomentNotation.moment("42") == .sequence(42))
        #expect(MomentNotation.moment("2022") == .sequence(2022))
        #expect(MomentNotation.moment("18446744073709551615") == .sequence(.max))
    }

    @Test(arguments: [
        "", "soon", "2022-13", "2022-02-30", "-1", "18446744073709551616", "2022-09-10T25:00Z", "10.9.2022", "4 2",
    ])
    func otherTextIsNone(text: String) {
        #expect(MomentNotation.moment(text) == nil)
    }
}
