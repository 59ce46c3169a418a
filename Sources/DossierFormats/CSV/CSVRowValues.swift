import DossierCore
import DossierYAML

/// What a mapping has made of a row so far. Since each part of a cell that is taken apart can have other cells with it, a
/// short row can make much, and take long: what is kept, left out or gone through has one bound together.
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
    mutating func leaveOut(_ word: String, of column: String) throws(Finding) {
        try count(word)
        unknown.append(.init(column: column, word: word))
    }

    /// A value of the row. The texts in it are counted already.
    mutating func node(_ content: YAMLNode.Content, at place: Place) throws(Finding) -> YAMLNode {
        try count(Limits.csvValueBytes)
        return YAMLNode(content, at: place)
    }

    /// Counts a text that is kept, or gone through.
    mutating func count(_ text: String) throws(Finding) { try count(text.utf8.count + Limits.csvValueBytes) }

    /// Counts a value that is the same in every row.
    mutating func count(_ constant: YAMLNode) throws(Finding) {
        switch constant.content {
        case .scalar(let text, _): try count(text)
        case .sequence(let elements): for element in elements { try count(element) }
        case .mapping(let entries):
            for entry in entries {
                try count(entry.key)
                try count(entry.value)
            }
        }
    }

    private mutating func count(_ bytes: Int) throws(Finding) {
        self.bytes += bytes
        guard self.bytes <= Limits.csvRowBytes else {
            throw Self.tooMuch("row", "makes more than \(Limits.csvRowBytes) bytes by its mapping")
        }
    }

    static func tooMuch(_ column: String, _ message: String) -> Finding {
        Finding(file: "", place: .unknown, path: column, message: message)
    }
}
