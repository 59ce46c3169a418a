/// Who may see a record, by the Traffic Light Protocol 2.0 (FIRST). The numbers are those of dossier.v1.Tlp.
public enum TLP: UInt32, Sendable, Comparable, CaseIterable {
    /// Anybody.
    case clear = 1
    /// The community.
    case green
    /// The recipients' organisation and its clients.
    case amber
    /// The recipients' organisation.
    case amberStrict
    /// The recipients alone.
    case red

    /// As people write it: "clear", "green", "amber", "amber+strict", "red".
    public var name: String {
        switch self {
        case .clear: "clear"
        case .green: "green"
        case .amber: "amber"
        case .amberStrict: "amber+strict"
        case .red: "red"
        }
    }

    /// All, for messages: "clear, green, ..".
    public static var names: String { allCases.map(\.name).joined(separator: ", ") }

    /// The marking of that name; nil when there is none.
    public init?(name: some StringProtocol) {
        guard let marking = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = marking
    }

    /// By how few may see it.
    public static func < (a: TLP, b: TLP) -> Bool { a.rawValue < b.rawValue }
}
