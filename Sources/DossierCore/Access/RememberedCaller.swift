/// Who called last by a connection, and what must not have changed for the next call to be his without another look.
public struct RememberedCaller: Sendable {
    /// The call's `authorization`; nil: it had none.
    public let authorization: String?
    /// Of the identities that he was found among.
    public let generation: UInt64
    /// Who he is.
    public let identity: Identity
    /// What he may still call; nil: as much as he likes.
    public let allowance: CallAllowance?

    /// By its parts.
    public init(authorization: String?, generation: UInt64, identity: Identity, allowance: CallAllowance? = nil) {
        self.authorization = authorization
        self.generation = generation
        self.identity = identity
        self.allowance = allowance
    }
}
