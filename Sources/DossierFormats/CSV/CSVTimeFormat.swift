/// How a column writes times: `D.M.Y`, `M/D/Y h:m`. Y, M, D, h, m and s stand for digits, all else for itself.
struct CSVTimeFormat: Sendable {
    private let pattern: [Character]

    private static let fields: [Character] = ["Y", "M", "D", "h", "m", "s"]

    /// Nil when it names no year, or a field twice, or one without those that it is a part of.
    init?(_ text: String) {
        pattern = Array(text)
        let named = pattern.filter(Self.fields.contains)
        let wanted = Self.fields.prefix(named.count)
        guard !named.isEmpty, Set(named).count == named.count, Set(named) == Set(wanted) else { return nil }
    }

    /// A time in the notation of dossier files; nil when it is not written so.
    func notation(_ text: String) -> String? {
        var rest = text[...]
        var values: [Character: Substring] = [:]
        for character in pattern {
            if Self.fields.contains(character) {
                let digits = rest.prefix(character == "Y" ? 4 : 2).prefix { $0.isASCII && $0.isNumber }
                guard character == "Y" ? digits.count == 4 : !digits.isEmpty else { return nil }
                values[character] = digits
                rest = rest.dropFirst(digits.count)
            } else if rest.popFirst() != character {
                return nil
            }
        }
        guard rest.isEmpty else { return nil }
        let parts = Self.fields.compactMap { values[$0].map { $0.count == 1 ? "0\($0)" : "\($0)" } }
        let date = parts.prefix(3).joined(separator: "-")
        return parts.count <= 3 ? date : "\(date)T\(parts.dropFirst(3).joined(separator: ":"))Z"
    }
}
