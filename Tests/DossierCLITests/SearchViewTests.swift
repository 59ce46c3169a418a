import DossierWire
import Testing

@testable import dossier

/// The words that were looked for, in their context.
@Suite struct SearchViewTests {
    private let words = FoldedWords("Été TIRANA")

    @Test(arguments: [
        ("In Tirana.", 1), ("l'ete, à tirana", 2), ("Tiranas Eterna", 0), ("TIRANA Tirana", 1), ("", 0),
    ])
    func caseAndAccentsDoNotCountButWholeWordsDo(text: String, count: Int) {
        #expect(words.held(by: text) == count)
    }

    @Test func aStarIsTheBeginningOfAnyWord() {
        let words = FoldedWords("tir* été*")
        #expect(words.held(by: "Tirana, Tirës") == 1)
        #expect(words.held(by: "etes tir") == 2)
        #expect(words.held(by: "satir") == 0)
        #expect(words.places(in: "Tirana, a tiré").count == 2)
    }

    @Test func theTextWithMostOfTheWordsIsCutAroundTheFirst() throws {
        let long = String(repeating: "before ", count: 30) + "Tirana, été" + String(repeating: " after", count: 30)
        let excerpt = try #require(Excerpt(["Tirana", long], words))
        let line = excerpt.line(width: 40, Style(false))
        #expect(line.hasPrefix("…") && line.hasSuffix("…") && line.contains("Tirana, été"), "\(line)")
        #expect(line.count == 40)
        #expect(excerpt.line(width: 40, Style(true)).contains("\u{1B}[1mTirana\u{1B}[0m, \u{1B}[1mété\u{1B}[0m"))
        #expect(Excerpt(["nothing"], words) == nil)
    }

    @Test func aShortTextIsShownWhole() throws {
        #expect(try #require(Excerpt(["In Tirana"], words)).line(width: 40, Style(false)) == "In Tirana")
    }

    @Test(arguments: 0..<200)
    func anyWidthAndPlaceIsCutToFit(before: Int) throws {
        let text = String(repeating: "x ", count: before) + "tirana" + String(repeating: " y", count: 200 - before)
        let line = try #require(Excerpt([text], words)).line(width: 30, Style(false))
        #expect(line.contains("tirana") && line.count <= 30)
    }
}
