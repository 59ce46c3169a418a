/// One key of a mapping, and what it leads to.
public struct YAMLEntry: Sendable {
    /// The key's text.
    public let key: String
    /// Where the key stands.
    public let place: Place
    /// What stands behind it.
    public let value: YAMLNode

    /// For a mapping that comes from no text, all of it is nowhere.
    public init(_ key: String, _ value: YAMLNode, at place: Place = .unknown) {
        self.key = key
        self.value = value
        self.place = place
    }
}
