/// Where in a message a fault lies: "incident.victims[0].actor". Built from the inside out, on failure only.
struct FieldPath: CustomStringConvertible {
    /// More steps than this are shortened.
    private static let shownSteps = 8

    private var steps: [String] = []

    var isEmpty: Bool { steps.isEmpty }

    /// One step further out.
    mutating func prepend(_ name: String, index: Int?) {
        steps.append(index.map { "\(name)[\($0)]" } ?? name)
    }

    var description: String {
        guard steps.count > Self.shownSteps else { return steps.reversed().joined(separator: ".") }
        return steps.suffix(Self.shownSteps).reversed().joined(separator: ".") + "..."
    }
}
