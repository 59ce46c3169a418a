import DossierWire
import Testing

@testable import dossier

/// What happened and what was said, in time order.
@Suite struct TimelineViewTests {
    @Test func aTimeStandsAtTheFirstOfThoseThatShareIt() throws {
        let layout = Layout(width: nil, style: Style(false))
        let lines = TimelineView(try TimelineEntries.july, try AlbaniaNames.book, layout).lines
        #expect(
            lines.prefix(6) == [
                "Fri 15 Jul 2022       happened: \(AlbaniaNames.july) · incidents/july-attack",
                "Wed 7 Sep 2022        became known: \(AlbaniaNames.july) · incidents/july-attack",
                "                      Edi Rama for Albania accused Iran",
                "                        accused Iran of directing a cyberattack · statements/rama-accuses-iran",
                "                      Edi Rama for Albania announced a measure on Iran",
                "                        the severance of relations · statements/rama-announces-severance",
            ]
        )
        for line in [
            "                      a measure takes effect on Iran: expulsion · statements/rama-announces-expulsion",
            "Thu 8 Sep 2022        a measure's deadline on Iran: expulsion · statements/rama-announces-expulsion",
            "Fri 9 Sep 2022        United States sanctioned Iran (perhaps: the words can mean something else)",
            "15 Jul – 10 Sep 2022  Albania's friendly countries and allies condemned The same actors as in July",
            "7–10 Sep 2022         Unnamed speaker for Iran for Iran rejected it "
                + "(perhaps: the words can mean something else)",
            "until 10 Sep 2022     News medium of the article of 10 September 2022 lent support",
            "since 9 Sep 2022      a measure ends on Iran: shutdown of control systems · statements/shutdown",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test func aLineSeparatesYears() throws {
        let entries = ["2013", "2022"].map { year in
            #"{"name": "incidents/x", "event": "TIMELINE_EVENT_OCCURRED", "time": \#(AlbaniaPictures.day("\(year)-01-02"))}"#
        }
        let layout = Layout(width: 60, style: Style(true))
        let lines = TimelineView(try entries.map { try JSONValue(parsing: $0) }, NameBook(), layout).lines
        #expect(lines.count == 3 && lines[1].isEmpty)
        #expect(lines[0].hasPrefix("\u{1B}[2mWed 2 Jan 2013\u{1B}[0m  "))
    }

    @Test(arguments: [
        (#"{"earliest": "2022-07-01T00:00:00Z", "precision": "PRECISION_MONTH"}"#, "July 2022"),
        (#"{"earliest": "2013-01-01T00:00:00Z", "precision": "PRECISION_YEAR"}"#, "2013"),
        (#"{"earliest": "2022-09-07T10:05:00Z", "precision": "PRECISION_MINUTE"}"#, "7 September 2022, 10:05"),
        (AlbaniaPictures.range("2022-09-09", "2022-09-10"), "9–10 September 2022"),
        (AlbaniaPictures.range("2022-08-30", "2022-09-02"), "30 August – 2 September 2022"),
        (AlbaniaPictures.range("2021-12-31", "2022-01-01"), "31 December 2021 – 1 January 2022"),
        (AlbaniaPictures.range("2013-01-01", "2014-12-31"), "2013–2014"),
        (TimelineEntries.open("2013-01-01", nil), "since 2013"),
        (TimelineEntries.open(nil, "2022-09-10"), "until 10 September 2022"),
        (#"{"precision": "PRECISION_OPEN", "text": "over the years"}"#, "“over the years”"), ("{}", ""),
    ])
    func timesReadAsPreciseAsTheyAre(time: String, text: String) throws {
        #expect(FuzzyTimeText.prose(try JSONValue(parsing: time)) == text)
    }
}
