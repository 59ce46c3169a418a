import CDossierProtos
import DossierWire

/// Words as they stand in a source: in quotation marks only when somebody's own words are quoted there.
enum QuotedWords {
    /// More of them are counted only.
    private static let shown = 3

    /// Each with its form and its place, one below the other; the source below those that stand there together.
    static func lines(_ appearances: [JSONValue], _ names: NameBook, _ layout: Layout, indent: Int) -> [String] {
        let shown = appearances.prefix(shown)
        var lines: [String] = []
        for (index, appearance) in shown.enumerated() {
            lines += (Prose(text(appearance)) + Prose(note(appearance), .faint))
                .lines(layout, indent: indent, hanging: 2)
            let next = index + 1 < shown.count ? shown[index + 1] : nil
            if let source = appearance["source"], source != next?["source"] {
                lines += Prose("– \(names.text(source))", .faint).lines(layout, indent: indent + 2, hanging: 2)
            }
        }
        guard appearances.count > shown.count else { return lines }
        let rest = "and the words of \(appearances.count - shown.count) more places"
        return lines + Prose(rest, .faint).lines(layout, indent: indent)
    }

    /// “All systems came back fully operational”; a paraphrase as it is.
    static func text(_ appearance: JSONValue) -> String {
        let words = appearance["text"]?.text ?? ""
        guard !words.isEmpty, isQuotation(appearance) else { return words }
        let isMarked = form(appearance) == "direct" ? words.first.map(isMark) : words.contains(where: isMark)
        return isMarked == true ? words : "“\(words)”"
    }

    /// " (paraphrase, paragraph 4)".
    private static func note(_ appearance: JSONValue) -> String {
        let locator = appearance["locator"]?.text ?? ""
        let parts = [formNote(appearance, locator), locator].filter { !$0.isEmpty }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }

    private static func formNote(_ appearance: JSONValue, _ locator: String) -> String {
        switch form(appearance) {
        case "partial": "quoted in part"
        case "edited-quote": "edited quotation"
        case "paraphrase": "paraphrase"
        case "narration" where locator != "headline": "the medium's own words"
        default: ""
        }
    }

    private static func isQuotation(_ appearance: JSONValue) -> Bool {
        ["direct", "partial", "edited-quote"].contains(form(appearance))
    }

    private static func isMark(_ character: Character) -> Bool { "\"“‘«„".contains(character) }

    private static func form(_ appearance: JSONValue) -> String {
        Words.word(appearance["form"], dossier__v1__appearance_form__type())
    }
}
