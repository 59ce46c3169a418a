import DossierWire

/// How a write is to be done.
public struct WriteOptions: Sendable {
    /// The same id with the same request gets the first answer again, for 24 hours (AIP-155); empty: none.
    public var requestID: String
    /// Check everything and answer as the write would, but write nothing (AIP-163).
    public var validateOnly: Bool

    /// An ordinary write, or one of these.
    public init(requestID: String = "", validateOnly: Bool = false) {
        self.requestID = requestID
        self.validateOnly = validateOnly
    }

    /// The request's fields; those that say nothing are left out.
    var members: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        if !requestID.isEmpty { members.append(("request_id", .string(requestID))) }
        if validateOnly { members.append(("validate_only", .bool(true))) }
        return members
    }
}
