import DossierCore

/// The characters of a filter, and what words and values they form.
struct FilterScanner {
    private let text: [Unicode.Scalar]
    private var offset = 0

    /// INVALID_ARGUMENT for a filter of more than `Limits.filterBytes`.
    init(_ text: String) throws(Status) {
        guard text.utf8.count <= Limits.filterBytes else {
            throw Status(
                .invalidArgument,
                "the filter has \(text.utf8.count) bytes; at most \(Limits.filterBytes) are taken"
            )
        }
        self.text = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool { offset == text.count }

    /// What is wrong with the filter, and where.
    func failure(_ reason: String, at place: Int? = nil) -> Status {
        Status(.invalidArgument, "the filter \(reason) (at character \((place ?? offset) + 1))")
    }

    mutating func skipSpaces() {
        while !isAtEnd, text[offset].properties.isWhitespace { offset += 1 }
    }

    func isNext(_ character: Unicode.Scalar) -> Bool { !isAtEnd && text[offset] == character }

    /// Passes the character when it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isNext(character) else { return false }
        offset += 1
        return true
    }

    /// AND, OR and NOT are words of their own, in capitals.
    func isNext(keyword: String) -> Bool {
        let word = Array(keyword.unicodeScalars)
        guard offset + word.count <= text.count, text[offset..<offset + word.count].elementsEqual(word) else {
            return false
        }
        guard offset + word.count < text.count else { return true }
        let next = text[offset + word.count]
        return next.properties.isWhitespace || next == "("
    }

    /// Passes the keyword, and the spaces behind it, when it is next.
    mutating func take(keyword: String) -> Bool {
        guard isNext(keyword: keyword) else { return false }
        offset += keyword.unicodeScalars.count
        skipSpaces()
        return true
    }

    var isNextComparator: Bool {
        var copy = self
        return copy.takeComparator() != nil
    }

    mutating func takeComparator() -> FilterComparison.Comparator? {
        for comparator in ["<=", ">=", "!=", "=", "<", ">", ":"] {
            let end = offset + comparator.unicodeScalars.count
            if end <= text.count, text[offset..<end].elementsEqual(comparator.unicodeScalars) {
                offset = end
                return FilterComparison.Comparator(rawValue: comparator)
            }
        }
        return nil
    }

    /// A field's name or a text to be searched.
    mutating func member() throws(Status) -> FilterText {
        if let quoted = try quoted() {
            skipSpaces()
            return quoted
        }
        return try word(until: "()\"'<>=!:,")
    }

    /// What a field is compared with: what stands in quotes, else all up to a space or a parenthesis.
    mutating func value() throws(Status) -> FilterText {
        if let quoted = try quoted() { return quoted }
        return try word(until: "()\"',")
    }

    private mutating func word(until ends: String) throws(Status) -> FilterText {
        let start = offset
        while !isAtEnd, !text[offset].properties.isWhitespace, !ends.unicodeScalars.contains(text[offset]) {
            offset += 1
        }
        guard offset > start else {
            throw failure(
                isAtEnd ? "ends where a word is expected" : "has \"\(text[offset])\" where a word is expected"
            )
        }
        return FilterText(text: string(start..<offset), isQuoted: false, offset: start)
    }

    private mutating func quoted() throws(Status) -> FilterText? {
        guard !isAtEnd, text[offset] == "\"" || text[offset] == "'" else { return nil }
        let start = offset
        let quote = text[offset]
        offset += 1
        var content = String.UnicodeScalarView()
        while !isAtEnd, text[offset] != quote {
            if text[offset] == "\\" {
                offset += 1
                guard !isAtEnd else { break }
            }
            content.append(text[offset])
            offset += 1
        }
        guard take(quote) else { throw failure("lacks the closing quote of the one that opens", at: start) }
        return FilterText(text: String(content), isQuoted: true, offset: start)
    }

    private func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text[range])
        return String(view)
    }
}
