/// What became of the things that a file holds by its own count: objects, rows, lines.
///
/// Each thing is understood, folded, or has one remark that is not understood, damaged or duplicate: they add up to
/// `things`.
public struct ImportTally: Sendable, Equatable {
    /// How the format calls them, in the plural: "objects", "rows".
    public let unit: String
    /// How many there are.
    public var things = 0
    /// Became one resource or more.
    public var understood = 0
    /// Became part of another thing's resource, as a location becomes an actor's country.
    public var folded = 0

    /// None yet.
    public init(unit: String) { self.unit = unit }
}
