/// Who called last by a connection, and what must not have changed for the next call to be his without another look.
public final class RememberedCaller: Sendable {
    /// What came with the call,
    public let metadata: Metadata
    /// and the `authorization` of that; nil: it had none.
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
        self.metadata = metadata
        self.authorization = authorization
        self.generation = generation
        self.identity = identity
        self.allowance = allowance
    }
}
