import DossierCore

/// What comes with a call besides its messages.
public struct CallHead: Sendable {
    /// When it must have ended.
    public var deadline: Deadline
    /// Names in lower case; without what the door itself has used.
    public var metadata: Metadata
    /// The request came compressed.
    public var isCompressed: Bool

    /// A head by its parts.
    public init(deadline: Deadline = .never, metadata: Metadata = Metadata(), isCompressed: Bool = false) {
        self.deadline = deadline
        self.metadata = metadata
        self.isCompressed = isCompressed
    }
}
