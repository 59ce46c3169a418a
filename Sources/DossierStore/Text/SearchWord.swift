import DossierCore

/// A word that must occur in the texts of what is searched for.
struct SearchWord: Hashable, Sendable {
    /// Folded, UTF-8.
    var bytes: [UInt8]
    /// A word that begins so must occur.
    var isPrefix: Bool

    /// The words of a search, each once; empty: any record. INVALID_ARGUMENT when there are more than
    /// `Limits.searchWords`, or none in a text that is not blank.
    static func parse(_ search: String) throws(Status) -> [SearchWord] {
        var words: [SearchWord] = []
        Tokenizer.forEachWord(ofSearch: [UInt8](search.utf8)) { bytes, isPrefix in
            let word = SearchWord(bytes: [UInt8](bytes), isPrefix: isPrefix)
            if words.count <= Limits.searchWords, !words.contains(word) { words.append(word) }
        }
        guard words.count <= Limits.searchWords else {
            throw Status(.invalidArgument, "a search has at most \(Limits.searchWords) words; leave some out")
        }
        guard !words.isEmpty || search.allSatisfy(\.isWhitespace) else {
            throw Status(.invalidArgument, "the search \"\(search)\" has no word in it; give letters or digits")
        }
        return words
    }
}
