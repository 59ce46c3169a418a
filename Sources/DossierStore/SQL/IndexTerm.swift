/// A term as the tables hold it.
struct IndexTerm: Hashable {
    enum Value: Hashable {
        /// An integer, or the key of the record that a name refers to.
        case integer(Int64)
        case text([UInt8])
        /// A word of the record's texts, and its score.
        case word([UInt8], score: Int)
    }

    /// The field's key.
    var field: Int64
    var value: Value

    /// The word, where it is one.
    var word: [UInt8]? { if case .word(let bytes, _) = value { bytes } else { nil } }

    /// Whether it stands in `occurrences`.
    var isWord: Bool { if case .word = value { true } else { false } }
}
