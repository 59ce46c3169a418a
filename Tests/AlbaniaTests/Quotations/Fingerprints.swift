/// Finds a text by marks of it, without holding the text: a mark is a hash of `window` consecutive words.
struct Fingerprints {
    /// Words that one mark covers.
    static let window = 17
    /// A mark is made at every so many words: so any `window + step - 1` words in a row hold a marked run.
    static let step = 4

    private let marks: Set<UInt64>

    /// Of a text whose marks are known.
    init(marks: [UInt64]) { self.marks = Set(marks) }

    /// Of a text at hand.
    init(of text: String) {
        marks = Set(Self.windows(of: text).enumerated().filter { $0.offset % Self.step == 0 }.map(\.element))
    }

    /// How many of its runs of words stand in another text, whatever the case, the marks and the line ends.
    func count(in text: String) -> Int { Self.windows(of: text).count(where: marks.contains) }

    /// The hash of each run of words, rolled from word to word.
    private static func windows(of text: String) -> [UInt64] {
        let words = words(of: text)
        guard words.count >= window else { return [] }
        let highest = (1..<window).reduce(1 as UInt64) { power, _ in power &* base }
        var hash = words[..<window].reduce(0 as UInt64) { $0 &* base &+ $1 }
        var hashes = [hash]
        for index in window..<words.count {
            hash = (hash &- words[index - window] &* highest) &* base &+ words[index]
            hashes.append(hash)
        }
        return hashes
    }

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// FNV-1a of each run of letters and digits, in lower case; all else separates.
    private static func words(of text: String) -> [UInt64] {
        var words: [UInt64] = []
        var word: UInt64?
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                word = ((word ?? 0xCBF2_9CE4_8422_2325) ^ UInt64(byte)) &* 0x100_0000_01B3
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                word = ((word ?? 0xCBF2_9CE4_8422_2325) ^ UInt64(byte | 0x20)) &* 0x100_0000_01B3
            default:
                if let done = word { words.append(done) }
                word = nil
            }
        }
        return word.map { words + [$0] } ?? words
    }
}
