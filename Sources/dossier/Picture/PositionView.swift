import CDossierProtos
import DossierClient
import DossierWire

/// One voice's position: who, when, on what basis, in whose words.
struct PositionView {
    /// The lists of positions of one accused, in the order in which they are told.
    static let groups = [
        (member: "asserters", heading: "asserted by"), (member: "imputers", heading: "imputed by"),
        (member: "disputers", heading: "disputed by"),
        (member: "relayers", heading: "reported by (passes on what others say; listed, not counted)"),
    ]
    /// More statements are counted only.
    private static let statementsShown = 3
    private static let indent = 4

    private let position: JSONValue
    private let names: NameBook
    private let layout: Layout

    init(_ position: JSONValue, _ names: NameBook, _ layout: Layout) {
        self.position = position
        self.names = names
        self.layout = layout
    }

    /// The statements that are shown by name.
    static func shown(_ position: JSONValue) -> [String] {
        position.elements("statements").prefix(statementsShown).compactMap(\.text)
    }

    var lines: [String] {
        let head = Prose(names.text(position["principal"]), .strong) + Prose(voices + time + count)
        return head.lines(layout, indent: Self.indent, hanging: 2) + basis
            + QuotedWords.lines(position.elements("appearances"), names, layout, indent: Self.indent + 2) + statements
    }

    /// ", through Edi Rama (Prime Minister)", when others speak in its name.
    private var voices: String {
        var seen: Set<String> = [position["principal"]?.text ?? ""]
        let speakers = Self.shown(position).compactMap { names[$0]?["speaker"] }.filter {
            seen.insert($0.text ?? "").inserted
        }
        let texts = speakers.map { Office.text($0, names, at: position["said"]) }
        return texts.isEmpty ? "" : ", through \(texts.joined(separator: " and "))"
    }

    private var time: String {
        let said = FuzzyTimeText.prose(position["said"])
        let since = FuzzyTimeText.prose(position["since"])
        if said.isEmpty { return "" }
        return since.isEmpty || since == said ? ", \(said)" : ", first \(since), last \(said)"
    }

    private var total: Int { position["statementCount"]?.count ?? position.elements("statements").count }

    private var count: String { total > 1 ? ", \(total) statements" : "" }

    private var basis: [String] {
        let bases = Words.words(position.elements("bases"), dossier__v1__basis__type()).replacing("-", with: " ")
        return bases.isEmpty ? [] : Prose("basis: \(bases)").lines(layout, indent: Self.indent + 2)
    }

    private var statements: [String] {
        let shown = Self.shown(position)
        let rest = total > shown.count ? " and \(total - shown.count) more" : ""
        return Prose(shown.joined(separator: ", ") + rest, .faint).lines(layout, indent: Self.indent + 2)
    }
}
