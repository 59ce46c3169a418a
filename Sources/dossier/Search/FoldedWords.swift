import Foundation

/// Words as a search compares them: without case and accents; `*` behind one makes it the beginning of others.
struct FoldedWords {
    private let words: Set<String>
    private let beginnings: Set<String>

    init(_ text: String) {
        let ranges = Self.ranges(of: text)
        let isBeginning = { (range: Range<String.Index>) in text[range.upperBound...].hasPrefix("*") }
        words = Set(ranges.filter { !isBeginning($0) }.map { Self.fold(text[$0]) })
        beginnings = Set(ranges.filter(isBeginning).map { Self.fold(text[$0]) })
    }

    /// Where they stand in a text, in its order.
    func places(in text: String) -> [Range<String.Index>] {
        Self.ranges(of: text).filter { !matches(Self.fold(text[$0])).isEmpty }
    }

    /// How many of them a text holds.
    func held(by text: String) -> Int {
        Self.ranges(of: text).reduce(into: Set<String>()) { $0.formUnion(matches(Self.fold(text[$1]))) }.count
    }

    /// Which of them a word is.
    private func matches(_ word: String) -> [String] {
        beginnings.filter(word.hasPrefix).map { "\($0)*" } + (words.contains(word) ? [word] : [])
    }

    private static func fold(_ word: Substring) -> String {
        word.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    private static func ranges(of text: String) -> [Range<String.Index>] {
        text.ranges(of: /[\p{L}\p{N}\p{M}]+/)
    }
}
