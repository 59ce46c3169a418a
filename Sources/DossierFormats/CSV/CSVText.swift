import DossierClient
import DossierCore

/// A text with columns in braces: `eurepoc-{ID}`. `{}` is an element of a cell that is taken apart, `{{` a brace.
struct CSVText: Sendable {
    private enum Part: Sendable {
        case words(String)
        case column(Int)
        case element
    }

    /// What is wrong with a text, and what to do.
    struct Fault: Error {
        let message: String
    }

    private let parts: [Part]
    /// Whether it is the name of a resource, whose last part has to become an id.
    private let isName: Bool

    /// - Parameter columns: those of the file, in its order.
    init(_ text: String, columns: [String]) throws(Fault) {
        parts = try Self.parts(text, columns)
        let beginning = if case .words(let words)? = parts.first { words } else { "" }
        isName = ResourceKind.allCases.contains { beginning.hasPrefix("\($0)/") }
    }

    /// The text for a row; nil when one of its columns says nothing there.
    /// - Parameter made: counts it.
    /// - Throws: that it is too much.
    func callAsFunction(_ row: CSVRowReader, _ made: inout CSVRowValues) throws(Finding) -> String? {
        var text = ""
        for part in parts {
            let next: String? =
                switch part {
                case .words(let words): words
                case .column(let index): row.cell(index)
                case .element: row.element
                }
            guard let next else { return nil }
            try made.count(next)
            text += next
        }
        guard isName, let slash = text.firstIndex(of: "/") else { return text }
        return "\(text[...slash])\(Self.id(String(text[text.index(after: slash)...])))"
    }

    /// The id that a text means: itself when it is one, else one that follows from it.
    static func id(_ text: String) -> String {
        if ResourceKind.isID(text) { return text }
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        return ForeignID.resourceID(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    private static func parts(_ text: String, _ columns: [String]) throws(Fault) -> [Part] {
        var parts: [Part] = []
        var words = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "{", rest.first != "{" {
                guard let end = rest.firstIndex(of: "}") else {
                    throw Fault(message: "has a { without its }; write {{ for a brace")
                }
                if !words.isEmpty { parts.append(.words(words)) }
                words = ""
                parts.append(try part(String(rest[..<end]), columns))
                rest = rest[rest.index(after: end)...]
            } else {
                if character == "{" { rest.removeFirst() }
                words.append(character)
            }
        }
        return words.isEmpty && !parts.isEmpty ? parts : parts + [.words(words)]
    }

    private static func part(_ name: String, _ columns: [String]) throws(Fault) -> Part {
        if name.isEmpty { return .element }
        return .column(try index(name, columns))
    }

    /// Where a column stands.
    static func index(_ name: String, _ columns: [String]) throws(Fault) -> Int {
        guard let index = columns.firstIndex(of: name) else {
            let hint = NearestName.of(name, among: columns).map { "did you mean \"\($0)\"?" }
            throw Fault(message: "the file has no column \"\(name)\"; \(hint ?? "its first line names the columns")")
        }
        return index
    }
}
