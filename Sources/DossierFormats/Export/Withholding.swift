import DossierClient

/// Why a resource does not leave.
public enum Withholding: CaseIterable, Sendable {
    /// Its TLP marking is above the ceiling.
    case aboveCeiling
    /// It refers to one that does not leave.
    case refersToWithheld
    /// Its content was taken out of the record.
    case redacted
}
