/// A caller, and for how long what proved who he is does so.
public struct Identity: Sendable {
    /// The same object for the same proof, until what is known of him changes.
    public let caller: Caller
    /// Nanoseconds since 1970; `Int64.max`: for ever.
    public let expires: Int64

    /// An identity by its parts.
    public init(_ caller: Caller, expires: Int64) {
        self.caller = caller
        self.expires = expires
    }

    /// Of whoever reaches a server without identities.
    public static let local = Identity(.local, expires: .max)
    /// Of whoever calls what is open to all.
    public static let anonymous = Identity(.anonymous, expires: .max)
}
