/// Finds what somebody meant who mistyped.
public enum NearestWord {
    /// The candidate that differs from a word least, when that is little enough to be a slip.
    public static func of(_ word: String, in candidates: some Sequence<String>) -> String? {
        let word = Array(word.utf8)
        let most = max(1, word.count / 3)
        let near = candidates.compactMap { candidate -> (text: String, distance: Int)? in
            let other = Array(candidate.utf8)
            guard abs(other.count - word.count) <= most, other.count <= longest, word.count <= longest else { return nil }
            let distance = distance(word, other)
            return distance <= most ? (candidate, distance) : nil
        }
        return near.min { ($0.distance, $0.text) < ($1.distance, $1.text) }?.text
    }

    /// Longer words are not compared.
    private static let longest = 100

    /// Insertions, deletions and substitutions from one to the other (Levenshtein's distance), and swaps of neighbours.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var current = [row + 1]
            for (column, match) in other.enumerated() {
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == match ? 0 : 1))
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == match {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            (before, last) = (last, current)
        }
        return last[other.count]
    }
}
