import DossierCore
import DossierWire
import Testing

@testable import dossier

/// Contested incidents, chains of answers, counts.
@Suite struct DerivedViewTests {
    private let plain = Layout(width: nil, style: Style(false))

    @Test func contestedIncidentsAreARowEach() throws {
        let incident = try JSONValue(
            parsing: """
                {"incident": "incidents/july-attack", "title": "July", "accused": ["actors/iran", "actors/x"],
                 "status": "ATTRIBUTION_STATUS_DENIED_BY_ACCUSED"}
                """
        )
        let table = ContestedView.table([incident], try AlbaniaNames.book)
        #expect(
            table.lines(width: nil, Style(false)) == [
                "ID           STATUS                 ACCUSED         TITLE",
                "july-attack  denied by the accused  Iran, actors/x  July",
            ]
        )
    }

    private static func traced(_ id: String, _ kind: String, _ speaker: String, _ text: String) -> String {
        """
        {"name": "statements/\(id)", "kind": "STATEMENT_KIND_\(kind)", "speaker": "actors/\(speaker)",
         "said": \(AlbaniaPictures.seventh), "appearances": [\(AlbaniaPictures.words("PARAPHRASE", text, "p"))]}
        """
    }

    private static let trace = """
        {"statement": \(traced("b", "REJECTS", "iran", "no")), "sequence": "12", "steps": [
         {"statement": "statements/b", "answers": "statements/a", "distance": -1, "candidate": true,
          "reached": \(traced("a", "ATTRIBUTES", "albania", "it was Iran"))},
         {"statement": "statements/a", "answers": "incidents/july-attack", "distance": -2},
         {"statement": "statements/c", "answers": "statements/b", "distance": 1,
          "reached": \(traced("c", "DOUBTS", "united-states", "hardly"))},
         {"statement": "statements/d", "answers": "statements/b", "distance": 1,
          "reached": \(traced("d", "REPORTS", "the-medium", "they say no"))},
         {"statement": "statements/d", "answers": "statements/c", "distance": 2,
          "reached": \(traced("d", "REPORTS", "the-medium", "they say no"))}]}
        """

    @Test func aChainIsATreeAboveAndBelow() throws {
        let lines = TraceView(try JSONValue(parsing: Self.trace), try AlbaniaNames.book, plain).lines
        #expect(
            lines.filter { !$0.contains("(paraphrase") && !$0.contains("– News") } == [
                "It answers:", "  perhaps: Albania said who did it, 7 September 2022 · statements/a",
                "    \(AlbaniaNames.july) · incidents/july-attack", "",
                "Iran rejected it, 7 September 2022 · statements/b", "", "Answered by:",
                "  United States doubted it, 7 September 2022 · statements/c",
                "    News medium of the article of 10 September 2022 reported, 7 September 2022 · statements/d",
                "  statements/d, as above",
            ]
        )
        #expect(lines.contains("    no (paraphrase, p)"))
    }

    @Test func whatAnswersNothingSaysSo() throws {
        let trace = try JSONValue(parsing: #"{"statement": \#(Self.traced("b", "CLAIMS", "iran", "we"))}"#)
        let lines = TraceView(trace, NameBook(), plain).lines
        #expect(lines.first == "It answers nothing." && lines.last == "Nothing answers it.")
    }

    private static let counts = #"""
        [{"key": "ATTRIBUTES", "count": "200"}, {"key": "DENIES", "count": "1"}]
        """#

    @Test func countsArePlainInAPipeAndBarsOnATerminal() throws {
        let view = CountView(try JSONValue(parsing: Self.counts).list, by: .kind, NameBook())
        #expect(view.lines(plain) == ["attributes\t200", "denies\t1"])
        let bars = view.lines(Layout(width: 27, style: Style(false)))
        #expect(bars == ["attributes  200  ██████████", "denies        1  █"])
        #expect(view.lines(Layout(width: 12, style: Style(false))) == ["attribu…  200", "denies      1"])
    }

    @Test func speakersAreCountedByTheirNames() throws {
        let counts = try JSONValue(
            parsing: #"[{"key": "actors/iran", "count": "3"}, {"key": "actors/x", "count": "1"}]"#
        )
        let view = CountView(counts.list, by: .speaker, try AlbaniaNames.book)
        #expect(view.lines(plain) == ["Iran\t3", "actors/x\t1"])
    }
}
