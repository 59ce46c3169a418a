import DossierClient

/// What an export did.
public struct ExportReport: Sendable {
    /// The transaction that it shows; 0 when nothing had been recorded.
    public internal(set) var sequence: UInt64
    /// How many were written, by kind.
    public internal(set) var written: [ResourceKind: Int] = [:]
    /// How many were not, by kind and reason.
    public internal(set) var withheld: [ResourceKind: [Withholding: Int]] = [:]
}
