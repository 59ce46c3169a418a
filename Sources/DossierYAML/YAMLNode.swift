/// A value of a YAML document. Tags are passed over: what a value means is decided by the field that it stands in.
public struct YAMLNode: Sendable {
    /// What it is.
    public enum Content: Sendable {
        /// One word or text. It is plain without quotes, and not written as a block: only then can it mean nothing.
        case scalar(String, isPlain: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// In the order of the text, no key twice.
        case mapping([YAMLEntry])
    }

    /// What it is.
    public let content: Content
    /// Where it begins; of an alias, where the anchor's value does.
    public let place: Place
    /// How many sequences and mappings lie inside each other, itself included, aliases expanded.
    let height: Int

    /// For a value that comes from no text, it is nowhere.
    public init(_ content: Content, at place: Place = .unknown) {
        self.content = content
        self.place = place
        switch content {
        case .scalar: height = 0
        case .sequence(let elements): height = 1 + (elements.lazy.map(\.height).max() ?? 0)
        case .mapping(let entries): height = 1 + (entries.lazy.map(\.value.height).max() ?? 0)
        }
    }

    /// A scalar's text; nil of anything else.
    public var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }
}
