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

    private var rank: Int { Self.allCases.firstIndex(of: self)! }

    /// By what they may do.
    public static func < (a: Role, b: Role) -> Bool { a.rank < b.rank }
}
