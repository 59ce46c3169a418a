import DossierCore

/// What the reader of a call's replies gets next.
enum CallReply: Sendable {
    case message([UInt8])
    /// Nothing comes after it: OK, or why not.
    case end(Status)
}
