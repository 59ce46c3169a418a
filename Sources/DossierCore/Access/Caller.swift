/// Who calls, as an identity that was proved, and what he may do and see.
public final class Caller: Sendable {
    /// What he is known by, and recorded as the author of what he writes.
    public let subject: String
    /// The highest of his roles; nil: none.
    public let role: Role?
    /// The highest marking that he may see.
    public let clearance: TLP

    /// A caller by its parts.
    public init(subject: String, role: Role?, clearance: TLP) {
        self.subject = subject
        self.role = role
        self.clearance = clearance
    }

    /// Whoever reaches a server without identities: everything is his.
    public static let local = Caller(subject: "local", role: .admin, clearance: .red)

    /// Whoever calls a method that is open to all of a server with identities: nothing else is his.
    public static let anonymous = Caller(subject: "anonymous", role: nil, clearance: .clear)
}
