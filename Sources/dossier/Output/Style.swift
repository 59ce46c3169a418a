/// Marks parts of a text for terminals that can show it; else leaves them as they are.
struct Style {
    private let isOn: Bool

    init(_ isOn: Bool) { self.isOn = isOn }

    func strong(_ text: String) -> String { mark(text, "1") }
    func faint(_ text: String) -> String { mark(text, "2") }
    func good(_ text: String) -> String { mark(text, "32") }
    func bad(_ text: String) -> String { mark(text, "31") }

    private func mark(_ text: String, _ code: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}
