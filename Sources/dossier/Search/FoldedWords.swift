import Foundation

/// Words as a search compares them: without case and accents.
struct FoldedWords {
    private let words: Set<String>

    init(_ text: String) { words = Set(Self.ranges(of: text).map { Self.fold(text[$0]) }) }

    var count: Int { words.count }

    /// Where they stand in a text, in its order.
    func places(in text: String) -> [Range<String.Index>] {
        Self.ranges(of: text).filter { words.contains(Self.fold(text[$0])) }
    }

    /// How many of them a text holds.
    func held(by text: String) -> Int { Set(places(in: text).map { Self.fold(text[$0]) }).count }

    private static func fold(_ word: Substring) -> String {
        word.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    private static func ranges(of text: String) -> [Range<String.Index>] {
        text.ranges(of: /[\p{L}\p{N}\p{M}]+/)
    }
}
