import DossierWire

/// Which entries of the audit are asked for: those for which all of it holds. Empty: any.
public struct AuditFilter: Sendable {
    /// They wrote or redacted this record: "incidents/july-attack".
    public var name = ""
    /// This one wrote them.
    public var subject = ""
    /// Recorded at or after this time, in RFC 3339.
    public var start = ""
    /// Recorded before this time.
    public var end = ""

    /// All of them.
    public init() {}

    /// The request's fields; those that say nothing are left out.
    var members: [(String, JSONValue)] {
        [("name", name), ("subject", subject), ("start_time", start), ("end_time", end)].filter { !$0.1.isEmpty }
            .map { ($0.0, .string($0.1)) }
    }
}
