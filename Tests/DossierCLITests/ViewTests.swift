import DossierWire
import Testing

@testable import dossier

/// What people see, without a server.
@Suite struct ViewTests {
    @Test(arguments: [
        (#"{"earliest": "2022-07-15T00:00:00Z", "precision": "PRECISION_DAY"}"#, "2022-07-15"),
        (#"{"earliest": "2022-07-01T00:00:00Z", "precision": "PRECISION_MONTH"}"#, "July 2022"),
        (#"{"earliest": "2013-01-01T00:00:00Z", "precision": "PRECISION_YEAR"}"#, "2013"),
        (#"{"earliest": "2022-09-07T10:05:00Z", "precision": "PRECISION_MINUTE"}"#, "2022-09-07 10:05"),
        (#"{"earliest": "2022-09-07T10:05:09Z", "precision": "PRECISION_SECOND"}"#, "2022-09-07 10:05:09"),
        (
            #"{"earliest": "2022-07-15T00:00:00Z", "latest": "2022-07-21T23:59:59Z", "precision": "PRECISION_RANGE"}"#,
            "2022-07-15 to 2022-07-21"
        ),
        (#"{"earliest": "2014-01-01T00:00:00Z", "precision": "PRECISION_OPEN"}"#, "since 2014-01-01"),
        (#"{"latest": "2022-09-10T23:59:59Z", "precision": "PRECISION_OPEN"}"#, "until 2022-09-10"),
        (#"{"precision": "PRECISION_OPEN", "text": "over the years"}"#, "over the years"), ("{}", ""),
    ])
    func timesAreShownAsPreciseAsTheyAre(time: String, text: String) throws {
        #expect(FuzzyTimeText.short(try JSONValue(parsing: time)) == text)
    }

    @Test func theSourcesWordsAreShownInFull() throws {
        let time = try JSONValue(
            parsing: """
                {"earliest": "2022-09-09T00:00:00Z", "precision": "PRECISION_DAY", "text": "Friday",
                 "anchor": "2022-09-10"}
                """
        )
        #expect(FuzzyTimeText.long(time) == "2022-09-09 (\"Friday\", relative to 2022-09-10)")
        #expect(FuzzyTimeText.long(nil) == "")
    }

    @Test func aTableIsAlignedAndCutToItsWidth() {
        var table = Table(["ID", "TITLE"])
        table.add(["a-long-id", "short"])
        table.add(["b", "a title that is longer than there is room"])
        #expect(
            table.lines(width: nil, Style(false)) == [
                "ID         TITLE", "a-long-id  short", "b          a title that is longer than there is room",
            ]
        )
        #expect(table.lines(width: 21, Style(false)).last == "b          a title t…")
        #expect(table.lines(width: 5, Style(false)).last == "b          a title…")
        #expect(table.lines(width: nil, Style(true)).first == "\u{1B}[1mID         TITLE\u{1B}[0m")
    }

    @Test func aRecordCannotSteerTheTerminal() {
        #expect(Terminal.clean("a\u{1B}[31mb\nc\u{202E}d\u{85}e") == "a [31mb c d e")
        #expect(Terminal.clean("“Shqipëria” – 漢字") == "“Shqipëria” – 漢字")
    }

    @Test(arguments: [("5s", 5_000), ("500ms", 500), ("2m", 120_000), ("1h", 3_600_000), ("7", 7_000), ("0.5", 500)])
    func timeLimitsAreRead(text: String, milliseconds: Int) {
        #expect(TimeLimit(argument: text)?.duration == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "0", "-1s", "5d", "s", "1e3", "99999999999"])
    func otherTimeLimitsAreRefused(text: String) {
        #expect(TimeLimit(argument: text) == nil)
    }
}
