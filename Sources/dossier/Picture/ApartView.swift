import DossierClient
import DossierWire

/// What a picture lists and does not count: set apart, indented and faint.
struct ApartView {
    private static let indent = 4

    private let picture: JSONValue
    private let names: NameBook
    private let layout: Layout

    init(_ picture: JSONValue, _ names: NameBook, _ layout: Layout) {
        self.picture = picture
        self.names = names
        self.layout = layout
    }

    /// None when there is nothing.
    var lines: [String] {
        let parts =
            part("inferred, from a voice's own link and its own assertion", "inferred", inferred)
            + part("possible, if the words mean this incident", "possible", possible)
            + part("unresolved, of somebody who is not named", "unresolved", unresolved) + omitted
        return parts.isEmpty ? [] : ["", layout.style.faint("Not counted:")] + parts
    }

    private func part(_ heading: String, _ member: String, _ text: (ApartEntry) -> [String]) -> [String] {
        let entries = ApartEntry.gathered(picture.elements(member), names)
        if entries.isEmpty { return [] }
        return faint(heading, 2)
            + entries.flatMap { entry in
                text(entry).flatMap { faint($0, Self.indent) }
                    + QuotedWords.lines(
                        entry.value.elements("appearances"),
                        names,
                        faintLayout,
                        indent: Self.indent + 2
                    )
                    .map(layout.style.faint)
            }
    }

    private var omitted: [String] {
        let count = picture["omittedCount"]?.count ?? 0
        return count > 0 ? faint("\(count) earlier ones are left out", 2) : []
    }

    private func inferred(_ entry: ApartEntry) -> [String] {
        let path = entry.value.elements("path").compactMap(\.text)
        let principal = names.text(entry.value["principal"])
        let assertion = path.dropFirst().first.map { " (\($0))" } ?? ""
        let isHere = entry.value["incident"] == picture["incident"]
        let reach = isHere ? "of two actors, and its assertion here" : "with \(names.text(entry.value["incident"])),"
        let place = "\(reach)\(isHere ? "" : " and its assertion there")\(assertion)"
        let head = "\(entry.accused), by way of \(principal)'s own link\(link(path.first, principal))"
        return ["\(head) \(place)\(said(entry))"]
    }

    /// " (statements/x, through the ministry)".
    private func link(_ statement: String?, _ principal: String) -> String {
        guard let statement else { return "" }
        let speaker = names[statement]?["speaker"].map { names.text($0) } ?? principal
        return speaker == principal ? " (\(statement))" : " (\(statement), through \(speaker))"
    }

    private func possible(_ entry: ApartEntry) -> [String] {
        let others = entry.value.elements("candidates").filter { $0 != picture["incident"] }.map { names.text($0) }
        let meant = others.isEmpty ? "" : "but it can mean \(others.joined(separator: ", or "))"
        return ["if it means this one: \(deed(entry))" + tail([meant, entry.value["statement"]?.text ?? ""])]
    }

    private func unresolved(_ entry: ApartEntry) -> [String] {
        [deed(entry) + tail([entry.value["statement"]?.text ?? ""])]
    }

    private func deed(_ entry: ApartEntry) -> String {
        let principal = names.text(entry.value["principal"])
        let sign = entry.value["sign"]
        return AttributionWords.deed(sign, of: entry.accused, by: principal, isOwn: entry.isOwn) + said(entry)
    }

    private func tail(_ parts: [String]) -> String {
        let parts = parts.filter { !$0.isEmpty }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
    }

    private func said(_ entry: ApartEntry) -> String {
        let time = FuzzyTimeText.prose(entry.value["said"])
        return time.isEmpty ? "" : ", \(time)"
    }

    private func faint(_ text: String, _ indent: Int) -> [String] {
        Prose(text, .faint).lines(layout, indent: indent, hanging: 2)
    }

    /// Marked as a whole, afterwards.
    private var faintLayout: Layout { Layout(width: layout.width, style: Style(false)) }
}
