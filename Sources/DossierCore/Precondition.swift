/// What in the record's state stands in the way of a request: the type of a google.rpc.PreconditionFailure.Violation.
public enum Precondition: String, Sendable, CaseIterable {
    /// The subject is referred to, and does not exist.
    case referenceMissing = "REFERENCE_MISSING"
    /// The subject is referred to, and is deleted.
    case referenceDeleted = "REFERENCE_DELETED"
    /// The subject itself, which was to be written, is deleted.
    case deleted = "DELETED"
    /// The subject, a live resource, refers to what was to be deleted. Without a subject it is one that the caller may
    /// not see.
    case referrer = "REFERRER"
}

extension Status {
    /// FAILED_PRECONDITION with one violation.
    /// - Parameters:
    ///   - subject: the name of the resource that stands in the way; empty: the caller may not know it.
    ///   - message: what is wrong and what to do, in words.
    public static func precondition(_ type: Precondition, _ subject: String, _ message: String) -> Status {
        let violation = [(1, type.rawValue), (2, subject), (3, message)].filter { !$0.1.isEmpty }
            .flatMap { StatusDetail.field($0.0, $0.1.utf8) }
        let failure = StatusDetail.field(1, violation)
        let details = StatusDetail.packed("google.rpc.PreconditionFailure", failure)
        return Status(.failedPrecondition, message, encodedDetails: details)
    }
}
