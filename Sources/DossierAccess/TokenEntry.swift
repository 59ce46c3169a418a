/// One token of the file of identities.
public struct TokenEntry: Sendable, Equatable {
    /// Of the token; the token itself is kept nowhere.
    public let hash: TokenHash
    /// What who shows it may do.
    public let grant: Grant
    /// When it was made, nanoseconds since 1970.
    public let created: Int64
    /// Until when it is good, nanoseconds since 1970; nil: until it is revoked.
    public let expires: Int64?

    /// An entry by its parts.
    public init(hash: TokenHash, grant: Grant, created: Int64, expires: Int64?) {
        self.hash = hash
        self.grant = grant
        self.created = created
        self.expires = expires
    }
}
