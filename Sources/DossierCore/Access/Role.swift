/// What a caller may do. Each role may do what those before it may.
public enum Role: String, Sendable, Comparable, CaseIterable {
    /// Reads the record.
    case reader
    /// Adds to it.
    case writer
    /// Settles what others have added.
    case curator
    /// Runs the server.
    case admin

    /// This one, and all that it includes, from the least on.
    public var included: [Role] { Self.allCases.filter { $0 <= self } }

    /// All, for messages: "reader, writer, curator, admin".
    public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    private var rank: Int {
        switch self {
        case .reader: 0
        case .writer: 1
        case .curator: 2
        case .admin: 3
        }
    }

    /// By what they may do.
    public static func < (a: Role, b: Role) -> Bool { a.rank < b.rank }
}
