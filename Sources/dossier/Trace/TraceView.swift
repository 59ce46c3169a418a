import DossierClient
import DossierWire

/// A statement among those that it answers and that answer it, as a tree.
struct TraceView {
    private static let step = 2

    private let trace: JSONValue
    private let names: NameBook
    private let layout: Layout
    private let statements: [String: JSONValue]

    /// - Parameter trace: a `dossier.v1.TraceStatementResponse`.
    init(_ trace: JSONValue, _ names: NameBook, _ layout: Layout) {
        self.trace = trace
        self.names = names
        self.layout = layout
        let traced = trace.elements("steps").compactMap { $0["reached"] }
        statements = Dictionary(traced.map { ($0["name"]?.text ?? "", $0) }) { first, _ in first }
    }

    var lines: [String] {
        let name = trace["statement"]?["name"]?.text ?? ""
        let above = branch(of: name, upwards: true)
        let below = branch(of: name, upwards: false)
        let own = self.lines(trace["statement"] ?? .object([]), indent: 0, mark: "")
        return (above.isEmpty ? faint("It answers nothing.") : faint("It answers:") + above) + [""] + own + [""]
            + (below.isEmpty ? faint("Nothing answers it.") : faint("Answered by:") + below)
    }

    private func faint(_ text: String) -> [String] { [layout.style.faint(text)] }

    /// One way through the steps. What can be reached in two ways is told in full the first time.
    private func branch(of name: String, upwards: Bool) -> [String] {
        var told: Set<String> = [name]
        return branch(of: name, upwards: upwards, indent: Self.step, &told)
    }

    private func branch(of name: String, upwards: Bool, indent: Int, _ told: inout Set<String>) -> [String] {
        let near = upwards ? "statement" : "answers"
        let far = upwards ? "answers" : "statement"
        var lines: [String] = []
        for step in trace.elements("steps") where step[near]?.text == name && (step.distance < 0) == upwards {
            guard let other = step[far]?.text else { continue }
            let mark = step["candidate"] == .bool(true) ? "perhaps: " : ""
            guard told.insert(other).inserted else {
                lines += Prose("\(mark)\(other), as above", .faint).lines(layout, indent: indent)
                continue
            }
            lines += statements[other].map { self.lines($0, indent: indent, mark: mark) } ?? thing(other, indent, mark)
            lines += branch(of: other, upwards: upwards, indent: indent + Self.step, &told)
        }
        return lines
    }

    /// An incident or an actor.
    private func thing(_ name: String, _ indent: Int, _ mark: String) -> [String] {
        let title = names.text(.string(name))
        let text = Prose("\(mark)\(title)", .strong) + Prose(title == name ? "" : " · \(name)", .faint)
        return text.lines(layout, indent: indent, hanging: Self.step)
    }

    private func lines(_ statement: JSONValue, indent: Int, mark: String) -> [String] {
        let targets = statement.elements("targetActors").map { names.text($0) }.joined(separator: ", ")
        let deed = "\(names.voice(of: statement)) \(KindVerb.text(statement["kind"], targets))"
        let said = FuzzyTimeText.prose(statement["said"])
        let head =
            Prose(mark + deed, .strong) + Prose(said.isEmpty ? "" : ", \(said)")
            + Prose(" · \(statement["name"]?.text ?? "")", .faint)
        return head.lines(layout, indent: indent, hanging: Self.step)
            + QuotedWords.lines(statement.elements("appearances"), names, layout, indent: indent + 2 * Self.step)
    }
}

extension JSONValue {
    /// Of a step.
    fileprivate var distance: Int { self["distance"]?.count ?? 0 }
}
