import DossierCore
import DossierYAML

/// What a mapping has made of a row so far. Since each part of a cell that is taken apart can have other cells with it, a
/// short row can make much: that has a bound.
struct CSVRowValues {
    /// What of a row has no place in the record.
    struct Unknown {
        let column: String
        let word: String
    }

    /// Words that the mapping does not list.
    private(set) var unknown: [Unknown] = []
    private var bytes = 0

    /// A word that is not listed; it is left out.
    mutating func leaveOut(_ word: String, of column: String) { unknown.append(.init(column: column, word: word)) }

    /// A value of the row.
    /// - Throws: that it is too much.
    mutating func node(_ text: String, at place: Place) throws(Finding) -> YAMLNode {
        bytes += text.utf8.count + Limits.csvValueBytes
        guard bytes <= Limits.csvRowBytes else {
            throw Self.tooMuch("row", "makes more than \(Limits.csvRowBytes) bytes by its mapping")
        }
        return YAMLNode(.scalar(text, isPlain: false), at: place)
    }

    static func tooMuch(_ column: String, _ message: String) -> Finding {
        Finding(file: "", place: .unknown, path: column, message: message)
    }
}
