import DossierCore

/// How a call ended.
enum Outcome: Sendable {
    /// With what it wrote, or read.
    case shown(Shown)
    /// With every record, as of a transaction.
    case listed([String: Shown], sequence: UInt64)
    /// It has done nothing, and never will.
    case refused(StatusCode)
    /// It may have been done, or be done later, or never.
    case unknown
}
