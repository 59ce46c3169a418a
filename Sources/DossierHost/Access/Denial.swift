import DossierCore

/// Why somebody may not call.
struct Denial: Error {
    let status: Status
    /// Who it is; nil: nobody knows.
    let subject: String?
    /// What it is to the log.
    let failure: CallFailure
}
