import Testing

@testable import DossierFormats

@Suite struct CalendarTimeTests {
    @Test(arguments: [
        "", "202", "20222", "2022-", "2022-1", "2022-13", "2022-02-30", "2022 10", "2022T10Z", "2022-10T10Z",
        "2022-07-15T10", "2022-07-15T10:0Z", "2022-07-15T10:00:00", "2022-07-15T10:00:00Zz", "2022-07-15Z",
        "2022-07-15T24Z", "2022:07", "２０２２", "+2022", "1677",
    ])
    func whatIsNotOfTheFormIsNone(_ text: String) {
        #expect(CalendarTime(text) == nil)
    }

    @Test(arguments: ["2022-07-15 10Z", "2022-07-15t10z", "2022-07-15T10Z"])
    func anHourMayBeWrittenInTheseWays(_ text: String) {
        #expect(CalendarTime(text)?.earliest == "2022-07-15T10:00:00Z")
        #expect(CalendarTime(text)?.precision == .hour)
    }
}
