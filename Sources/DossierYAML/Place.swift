/// Where in a text something stands.
public struct Place: Sendable, Equatable {
    /// From 1; 0 when it is not known.
    public let line: Int
    /// From 1; 0 when it is not known.
    public let column: Int

    /// Line and column, from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Somewhere.
    public static let unknown = Place(line: 0, column: 0)
}
