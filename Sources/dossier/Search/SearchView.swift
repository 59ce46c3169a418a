import DossierClient
import DossierWire

/// What a search found in one collection.
struct SearchView {
    /// Of an excerpt, where output is no terminal.
    private static let standardWidth = 100
    private static let indent = "  "

    private let words: FoldedWords
    private let width: Int?
    private let style: Style

    /// - Parameters:
    ///   - text: what was looked for.
    ///   - width: where lines are cut; nil: nowhere, but excerpts.
    init(_ text: String, width: Int?, _ style: Style) {
        words = FoldedWords(text)
        self.width = width
        self.style = style
    }

    /// How many there are, then a row and an excerpt of each.
    func lines(_ page: ListPage, _ kind: ResourceKind) -> [String] {
        let total = page.totalSize ?? page.items.count
        let more = total > page.items.count ? ", the best \(page.items.count)" : ""
        return [style.strong("\(kind): \(total)\(more)")] + page.items.flatMap { lines($0, kind) }
    }

    private func lines(_ resource: JSONValue, _ kind: ResourceKind) -> [String] {
        let cells = ResourceTable.cells(resource, kind).filter { !$0.isEmpty }.joined(separator: "  ")
        let row = Terminal.cut(Terminal.clean(cells), width.map { $0 - Self.indent.count })
        let room = (width ?? Self.standardWidth) - 2 * Self.indent.count
        let excerpt = Excerpt(Self.texts(resource), words)?.line(width: room, style)
        return [Self.indent + row] + (excerpt.map { [Self.indent + Self.indent + $0] } ?? [])
    }

    /// Whatever a resource says in words: no names, no times, no enums, nothing of the server's.
    private static func texts(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text): text.contains(/\s|\p{Ll}/) && !text.contains(/^[a-z]+\/[^\s]*$/) ? [text] : []
        case .array(let elements): elements.flatMap(texts)
        case .object(let members):
            members.filter { !ResourceKind.isServerField($0.name) }.flatMap { texts($0.value) }
        default: []
        }
    }
}
