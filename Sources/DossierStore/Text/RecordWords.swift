import DossierCore

/// The words of one version of a record, and how much each counts in a rank.
///
/// A word's score rises with the weights of its occurrences, ever more slowly, and falls with the length of the record's
/// text. It depends on this version alone: what others say never moves a page, nor tells of records that are hidden.
struct RecordWords: Sendable {
    /// A word and its score.
    struct Word: Sendable, Hashable {
        /// Folded, UTF-8.
        var bytes: [UInt8]
        /// 1 to `highestScore`.
        var score: Int
    }

    /// A score takes one byte in the store.
    static let highestScore = 100
    /// Most records have no more different words than this.
    private static let usualWords = 48

    /// In the order of their bytes, each once.
    let words: [Word]

    /// Cuts a record's texts. RESOURCE_EXHAUSTED when there are more different words than `Limits.wordsPerRecord`.
    init(_ texts: [TermSink.Text]) throws(Status) {
        var weights: [[UInt8]: Int] = [:]
        weights.reserveCapacity(Self.usualWords)
        var length = 0
        for text in texts {
            Tokenizer.forEachWord(ofRecord: text.text) { word in
                weights[[UInt8](word), default: 0] += text.weight
                length += text.weight
            }
        }
        guard weights.count <= Limits.wordsPerRecord else {
            throw Status(
                .resourceExhausted,
                "the texts of a record have at most \(Limits.wordsPerRecord) different words; this one has \(weights.count)"
            )
        }
        words = weights.map { Word(bytes: $0.key, score: Self.score($0.value, length)) }
            .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    /// Whether all the words occur.
    func hold(_ search: [SearchWord]) -> Bool { search.allSatisfy { score(of: $0) != nil } }

    /// The score of a word, nil when it does not occur; for the beginning of words the highest of theirs.
    func score(of word: SearchWord) -> Int? {
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            if words[middle].bytes.lexicographicallyPrecedes(word.bytes) { low = middle + 1 } else { high = middle }
        }
        let found = words[low...]
        guard word.isPrefix else { return found.first?.bytes == word.bytes ? found.first?.score : nil }
        return found.prefix { $0.bytes.starts(with: word.bytes) }.map(\.score).max()
    }

    /// Length counts by its power of two, so that a small edit leaves most scores as they are.
    private static func score(_ weight: Int, _ length: Int) -> Int {
        let doublings = Int.bitWidth - length.leadingZeroBitCount
        return max(1, highestScore * weight / (weight + 2 * doublings))
    }
}
