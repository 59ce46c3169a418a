import DossierCore

/// Cuts text into words, the same for records and for searches.
///
/// - A word is a run of letters and digits, folded. An apostrophe ends it, and the `s` of a genitive is dropped:
///   "Iran's" is `iran`.
/// - What connectors join, or where letters and digits meet, is an id when it has a digit: "CVE-2021-44228" and "APT34".
///   A record has an id under each of its parts and all that its neighbouring parts make together (`cve`, `2021`,
///   `44228`, `cve2021`, `202144228`, `cve202144228`); of one with more than `idParts` parts, the whole and what stands
///   between its connectors. A search asks for the whole, so "UNC-1860" finds "UNC1860". Without a digit connectors
///   just separate: "state-sponsored" is two words.
/// - Scripts without spaces (Han, kana, Hangul, Thai ..) are cut into pairs of characters. A record also has the last
///   character by itself, so that a search for one character, the beginning of a pair, finds it everywhere.
struct Tokenizer {
    /// Raised when a text gives other words or scores than before: every record is indexed anew.
    static let version = 1

    /// How many parts of an id are combined.
    private static let idParts = 4

    /// Takes one word and whether it may go on: the beginning of a word is meant.
    typealias Sink = (_ word: ArraySlice<UInt8>, _ isPrefix: Bool) -> Void

    private let isSearch: Bool
    /// The run of letters and digits so far, without its connectors.
    private var run = WordRun()
    /// The run of characters without spaces so far, UTF-8, and where each begins.
    private var pairs: [UInt8] = []
    private var starts: [Int] = []
    /// The last run ended with an apostrophe.
    private var isAfterApostrophe = false

    private init(isSearch: Bool) { self.isSearch = isSearch }

    /// The words of a record's text, in their order.
    static func forEachWord(ofRecord text: [UInt8], _ sink: (ArraySlice<UInt8>) -> Void) {
        var tokenizer = Tokenizer(isSearch: false)
        tokenizer.cut(text) { word, _ in sink(word) }
    }

    /// The words that a search asks for; `*` after a word makes it the beginning of one.
    static func forEachWord(ofSearch text: [UInt8], _ sink: Sink) {
        var tokenizer = Tokenizer(isSearch: true)
        tokenizer.cut(text, sink)
    }

    private mutating func cut(_ text: [UInt8], _ sink: Sink) {
        if text.allSatisfy({ $0 < 0x80 }) {
            cut(ascii: text, sink)
        } else {
            for scalar in Folding.composed(String(decoding: text, as: UTF8.self)) { take(scalar, sink) }
        }
        end(sink)
    }

    /// Most words are letters between separators: these need nothing but to be folded.
    private mutating func cut(ascii text: [UInt8], _ sink: Sink) {
        var place = 0
        while place < text.count {
            if run.isEmpty, !isAfterApostrophe, let word = plainWord(text, from: place) {
                emit(word[...], false, sink)
                place += word.count
            } else {
                take(Unicode.Scalar(text[place]), sink)
                place += 1
            }
        }
    }

    /// The letters from a place on, folded, when a separator or the end follows; nil when there are none.
    private func plainWord(_ text: [UInt8], from start: Int) -> [UInt8]? {
        var end = start
        while end < text.count, UInt8(ascii: "a")...UInt8(ascii: "z") ~= text[end] | 0x20 { end += 1 }
        guard end > start else { return nil }
        if end < text.count {
            guard text[end] != UInt8(ascii: "*"), ScalarClass(Unicode.Scalar(text[end])) == .separator else {
                return nil
            }
        }
        return text[start..<end].map { $0 | 0x20 }
    }

    private mutating func take(_ scalar: Unicode.Scalar, _ sink: Sink) {
        let scalarClass = ScalarClass(scalar)
        switch scalarClass {
        case .letter, .digit:
            endPairs(sink)
            run.append(scalar, isDigit: scalarClass == .digit)
        case .unspaced:
            endRun(sink)
            starts.append(pairs.count)
            pairs += UTF8.encode(scalar)!
        case .connector:
            endPairs(sink)
            if run.isConnected { endRun(sink) } else { run.connect() }
        case .apostrophe:
            let isInWord = !run.isEmpty && !run.isConnected
            end(sink)
            isAfterApostrophe = isInWord
        case .ignored: break
        case .separator: end(sink, isPrefix: isSearch && scalar == "*")
        }
    }

    private mutating func end(_ sink: Sink, isPrefix: Bool = false) {
        endRun(sink, isPrefix: isPrefix && !run.isConnected)
        endPairs(sink, isPrefix: isPrefix)
        isAfterApostrophe = false
    }

    private mutating func endRun(_ sink: Sink, isPrefix: Bool = false) {
        defer { isAfterApostrophe = false }
        guard !run.isEmpty else { return }
        defer { run.clear() }
        guard !(isAfterApostrophe && run.bytes == [UInt8(ascii: "s")]) else { return }
        let parts = run.parts
        if parts.count == 1 {
            emit(run.bytes[...], isPrefix, sink)
        } else if !run.hasDigit {
            for part in parts { emit(run.bytes[part], isPrefix && part.upperBound == run.bytes.count, sink) }
        } else if isSearch {
            emit(run.bytes[...], isPrefix, sink)
        } else if parts.count <= Self.idParts {
            for first in parts.indices {
                for last in first..<parts.count {
                    emit(run.bytes[parts[first].lowerBound..<parts[last].upperBound], false, sink)
                }
            }
        } else {
            emit(run.bytes[...], false, sink)
            let pieces = run.pieces
            if pieces.count > 1 { for piece in pieces { emit(run.bytes[piece], false, sink) } }
        }
    }

    private mutating func endPairs(_ sink: Sink, isPrefix: Bool = false) {
        guard let last = starts.last else { return }
        for (index, start) in starts.dropLast().enumerated() {
            let end = index + 2 < starts.count ? starts[index + 2] : pairs.count
            emit(pairs[start..<end], false, sink)
        }
        if !isSearch || starts.count == 1 { emit(pairs[last...], isSearch, sink) }
        pairs.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
    }

    /// A word that is too long is cut where a character ends, in records and in searches.
    private func emit(_ word: ArraySlice<UInt8>, _ isPrefix: Bool, _ sink: Sink) {
        guard word.count > Limits.wordBytes else {
            if !word.isEmpty { sink(word, isPrefix) }
            return
        }
        var end = word.startIndex + Limits.wordBytes
        while word[end] & 0xC0 == 0x80 { end -= 1 }
        sink(word[..<end], isPrefix)
    }
}
