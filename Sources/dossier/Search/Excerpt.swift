/// A part of a text around the words that were looked for.
struct Excerpt {
    private let text: String
    private let places: [Range<String.Index>]

    /// The text of a resource that holds most of the words, nil when none does.
    init?(_ texts: [String], _ words: FoldedWords) {
        guard let best = texts.max(by: { words.held(by: $0) < words.held(by: $1) }) else { return nil }
        text = Terminal.clean(best)
        places = words.places(in: text)
        if places.isEmpty { return nil }
    }

    /// At most so many characters, with the words marked.
    func line(width: Int, _ style: Style) -> String {
        let window = window(width)
        var line = window.lowerBound > text.startIndex ? "…" : ""
        var position = window.lowerBound
        for place in places where place.lowerBound >= position && place.upperBound <= window.upperBound {
            line += text[position..<place.lowerBound] + style.strong(String(text[place]))
            position = place.upperBound
        }
        return line + text[position..<window.upperBound] + (window.upperBound < text.endIndex ? "…" : "")
    }

    /// From a little before the first word that was found.
    private func window(_ width: Int) -> Range<String.Index> {
        let room = max(16, width - 2)
        let length = text.count
        guard length > width else { return text.startIndex..<text.endIndex }
        let first = text.distance(from: text.startIndex, to: places[0].lowerBound)
        let start = min(max(0, first - room / 3), length - room)
        let lower = text.index(text.startIndex, offsetBy: start)
        return lower..<text.index(lower, offsetBy: room)
    }
}
