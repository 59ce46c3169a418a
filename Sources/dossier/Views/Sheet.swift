/// Lines of "label  text", aligned, with indented parts below.
struct Sheet {
    private static let labelWidth = 12

    private let style: Style
    private(set) var lines: [String] = []

    init(_ title: String, _ style: Style) {
        self.style = style
        lines = [style.strong(Terminal.clean(title))]
    }

    /// A line; nothing when the text is empty.
    mutating func add(_ label: String, _ text: String) {
        guard !text.isEmpty else { return }
        let padding = String(repeating: " ", count: max(2, Self.labelWidth - label.count))
        lines.append("  \(style.faint(label))\(padding)\(Terminal.clean(text))")
    }

    /// A line for each; the label stands at the first.
    mutating func add(_ label: String, _ texts: [String]) {
        for (index, text) in texts.enumerated() { add(index == 0 ? label : "", text) }
    }
}
