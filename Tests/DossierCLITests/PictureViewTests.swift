import DossierWire
import Testing

@testable import dossier

/// Who says who did it, as people read it.
@Suite struct PictureViewTests {
    private func lines(_ picture: String, width: Int? = nil, colored: Bool = false) throws -> [String] {
        let layout = Layout(width: width, style: Style(colored))
        return PictureView(try JSONValue(parsing: picture), try AlbaniaNames.book, layout).lines
    }

    @Test func whoAssertsItStandsWithHisWordsAndTheirSource() throws {
        let lines = try lines(AlbaniaPictures.july)
        #expect(
            lines.prefix(12) == [
                "Attack on Albania's government services, July 2022",
                "incidents/july-attack, said by 10 September 2022, as recorded at 12", "CLAIMED", "",
                "Iran – CLAIMED: one says so", "  asserted by",
                "    Albania, through Edi Rama (Prime Minister), 7 September 2022", "      basis: receiver government",
                "      accused Iran of directing a cyberattack on July 15 (paraphrase, paragraph 10)",
                "      “paralyse public services and hack data” (quoted in part, paragraph 10)",
                "      “The said attack failed its purpose.” (paragraph 13)",
                "        – News article of 10 September 2022 on the cyberattacks on Albania",
            ]
        )
        #expect(lines[12] == "      statements/rama-accuses-iran")
    }

    @Test func whatIsNotCountedStandsApart() throws {
        let lines = try lines(AlbaniaPictures.july)
        let apart = try #require(lines.firstIndex(of: "Not counted:"))
        let other = "Attack on the Albanian police's computer systems, September 2022"
        #expect(
            lines[(apart + 1)...].filter { $0.prefix(5).contains { $0 != " " } } == [
                "  possible, if the words mean this incident",
                "    if it means this one: imputed to Iran by United States, 9 September 2022 "
                    + "(but it can mean \(other); statements/us-sanctions)",
                "    if it means this one: denied by Iran itself, 7–10 September 2022 "
                    + "(but it can mean \(other); statements/iran-rejects-accusation)",
                "  unresolved, of somebody who is not named",
                "    imputed to The same actors as in July by Albania's friendly countries and allies, "
                    + "15 July – 10 September 2022 (statements/allies-condemn-aggressors)",
            ]
        )
    }

    @Test func aPathOfInferenceIsExplained() throws {
        let lines = try lines(AlbaniaPictures.september)
        #expect(lines.contains("Iran – REPORTED: only those say so who pass on what others say"))
        #expect(lines.contains("  reported by (passes on what others say; listed, not counted)"))
        #expect(lines.contains("      Albania blames Iran for the renewed attack (headline)"))
        #expect(
            lines.filter { $0.contains("by way of") } == [
                "    Iran, by way of Albania's own link "
                    + "(statements/ministry-links-attacks, through Ministry of Interior of Albania) "
                    + "with Attack on Albania's government services, July 2022, "
                    + "and its assertion there (statements/rama-accuses-iran), 10 September 2022",
                "    Iran, by way of Albania's own link (statements/rama-links-attacks, through Edi Rama) "
                    + "with Attack on Albania's government services, July 2022, "
                    + "and its assertion there (statements/rama-accuses-iran), 10 September 2022",
            ]
        )
    }

    @Test func whatOneStatementSaysOfSeveralIsToldOnce() throws {
        let one = try #require(try JSONValue(parsing: AlbaniaPictures.possible).list.first)
        let entries = ["iran", "mois", "united-states"].map { one.setting("accused", .string("actors/\($0)")) }
        let gathered = ApartEntry.gathered(entries, try AlbaniaNames.book)
        #expect(
            gathered.map(\.accused) == ["Iran, Ministry of Intelligence and Security of Iran", "United States"]
        )
    }

    @Test func theAccusedSpeaksForItself() throws {
        let lines = try lines(AlbaniaPictures.resolved)
        #expect(lines[2] == "DENIED BY THE ACCUSED")
        let own = try #require(lines.firstIndex(of: "  disputed by the accused itself"))
        #expect(
            lines[own + 1]
                == "    Iran, through Unnamed speaker for Iran, first 7 September 2022, last 7–10 September 2022, "
                + "4 statements"
        )
        #expect(lines.contains("      statements/iran-rejects-accusation, statements/b, statements/c and 1 more"))
        let organ = AlbaniaPictures.resolved.replacing(#""actor": "actors/iran""#, with: #""actor": "actors/mois""#)
        #expect(try self.lines(organ).contains("  disputed by the one that it belongs to"))
    }

    @Test func whereNobodyIsAccusedThatIsSaid() throws {
        #expect(
            try lines(AlbaniaPictures.earlier).suffix(3) == [
                "UNATTRIBUTED", "", "Nobody who is named is accused of it.",
            ]
        )
    }

    @Test func namesThatAreNotKnownStandForThemselves() throws {
        let picture = try JSONValue(parsing: AlbaniaPictures.july)
        let lines = PictureView(picture, NameBook(), Layout(width: nil, style: Style(false))).lines
        #expect(lines[0] == "incidents/july-attack")
        #expect(lines.contains("    actors/albania, 7 September 2022"))
    }

    @Test(arguments: [40, 60, 90])
    func linesKeepToTheTerminal(width: Int) throws {
        let lines = try lines(AlbaniaPictures.september, width: width)
        #expect(lines.allSatisfy { $0.count <= width || !$0.dropFirst(8).contains(" ") }, "\(lines)")
    }

    @Test func whatIsApartIsFaintAndNothingHangsOnColour() throws {
        let lines = try lines(AlbaniaPictures.july, width: 90, colored: true)
        let apart = try #require(lines.firstIndex { $0.contains("Not counted") })
        #expect(lines[apart...].allSatisfy { $0.contains("\u{1B}[2m") })
        let plain = lines.map { $0.replacing(/\u{1B}\[\d+m/, with: "") }
        #expect(plain == (try self.lines(AlbaniaPictures.july, width: 90)))
    }

    @Test func statementsWhoseSpeakersAreShownAreLookedUp() throws {
        let names = PictureView.statements(of: try JSONValue(parsing: AlbaniaPictures.resolved))
        #expect(names.contains("statements/rama-accuses-iran") && names.contains("statements/iran-rejects-accusation"))
    }
}
