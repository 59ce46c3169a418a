/// How one text became another, without the long parts that stayed.
enum TextChange {
    /// Words that are kept on each side of a change.
    private static let context = 3

    /// "An outage → The outage"; of long texts "… hit the [police → national police] on Friday …".
    static func text(_ old: String, _ new: String) -> String {
        let (old, new) = (words(old), words(new))
        let start = zip(old, new).prefix { $0 == $1 }.count
        let rest = (old.dropFirst(start), new.dropFirst(start))
        let end = zip(rest.0.reversed(), rest.1.reversed()).prefix { $0 == $1 }.count
        guard start + end > context else {
            return "\(old.joined(separator: " ")) → \(new.joined(separator: " "))"
        }
        let before = (start > context ? ["…"] : []) + old[..<start].suffix(context)
        let after = old.suffix(end).prefix(context) + (end > context ? ["…"] : [])
        let change = "[\(rest.0.dropLast(end).joined(separator: " ")) → \(rest.1.dropLast(end).joined(separator: " "))]"
        return (before + [change] + after).joined(separator: " ")
    }

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    }
}
