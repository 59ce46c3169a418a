import DossierCore

/// What somebody is known by, and what he may do and see.
public struct Grant: Sendable, Equatable {
    /// Recorded as the author of what he writes.
    public var subject: String
    /// Each includes those below it; empty: only what any known caller may do.
    public var roles: [Role]
    /// The highest marking that he may see.
    public var clearance: TLP

    /// A grant by its parts.
    public init(subject: String, roles: [Role], clearance: TLP) {
        self.subject = subject
        self.roles = roles
        self.clearance = clearance
    }

    /// Why nobody can be known by that; nil when somebody can.
    public static func objection(toSubject subject: String) -> String? {
        guard ![Caller.local.subject, Caller.anonymous.subject].contains(subject) else {
            return "\"\(subject)\" is taken for callers that nobody knows"
        }
        guard subject.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._@:\/+\-]*/) != nil,
            subject.count <= Limits.subjectCharacters
        else {
            let form = "letters, digits and . _ @ : / + -, the first a letter or a digit"
            return "a subject is 1 to \(Limits.subjectCharacters) of \(form)"
        }
        return nil
    }
}
