/// Who called last by a connection, and what must not have changed for the next call to be his without another look.
public final class RememberedCaller: Sendable {
    /// What came with the call; nil: more than is kept.
    private let metadata: Metadata?
    /// The `authorization` of that; nil: it had none.
    public let authorization: String?
    /// Of the identities that he was found among.
    public let generation: UInt64
    /// Who he is.
    public let identity: Identity
    /// What he may still call; nil: as much as he likes.
    public let allowance: CallAllowance?

    /// By its parts.
    public init(
        metadata: Metadata,
        authorization: String?,
        generation: UInt64,
        identity: Identity,
        allowance: CallAllowance? = nil
    ) {
        self.metadata = metadata.isSmall ? metadata : nil
        self.authorization = authorization
        self.generation = generation
        self.identity = identity
        self.allowance = allowance
    }

    /// Whether that has come again, in the same memory; it may be equal if not.
    public func cameWith(_ metadata: Metadata) -> Bool { self.metadata?.isSameMemory(as: metadata) ?? false }
}

extension Metadata {
    /// A connection may keep it for its next call.
    fileprivate var isSmall: Bool {
        entries.count <= Limits.rememberedEntries
            && entries.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count } <= Limits.rememberedMetadataBytes
    }
}
