import DossierClient
import DossierWire

/// One revision for people: which, when, by whom, and what it changed.
struct RevisionView {
    private static let labelWidth = 16

    private let revision: JSONValue
    private let before: JSONValue?
    private let kind: ResourceKind

    /// - Parameter before: the revision before it; nil: there is none.
    init(_ revision: JSONValue, after before: JSONValue?, _ kind: ResourceKind) {
        self.revision = revision
        self.before = before
        self.kind = kind
    }

    /// - Parameter width: where lines are cut; nil: nowhere.
    func lines(width: Int?, _ style: Style) -> [String] {
        let author = (revision["author"]?.text).map { " by \($0)" } ?? ""
        let name = "\(Words.id(revision["name"], kind))@\(revision["revision"]?.text ?? "")"
        let head = "\(style.strong(Terminal.clean(name)))  \(Words.moment(revision["updateTime"]))  \(deed)"
        let line = head + Terminal.clean(author)
        if let redaction = RedactionText.text(revision) {
            return [line] + Self.lines("redacted", [redaction], width, style)
        }
        return [line] + changes.flatMap { Self.lines($0.field, $0.lines, width, style) }
    }

    private var deed: String {
        switch (isDeleted(before), isDeleted(revision)) {
        case (false, true): "deleted"
        case (true, false): "brought back"
        default: before == nil ? "recorded" : "updated"
        }
    }

    private func isDeleted(_ revision: JSONValue?) -> Bool { revision?["deleteTime"] != nil }

    private var changes: [FieldChange] { FieldChange.between(before ?? .object([]), revision, kind) }

    private static func lines(_ label: String, _ texts: [String], _ width: Int?, _ style: Style) -> [String] {
        texts.enumerated().map { index, text in
            let label = index == 0 ? label : ""
            let padding = String(repeating: " ", count: max(2, labelWidth - label.count))
            let room = width.map { max(8, $0 - 2 - label.count - padding.count) }
            return "  \(style.faint(label))\(padding)\(Terminal.cut(Terminal.clean(text), room))"
        }
    }
}
