import DossierCore
import ModuleKit

/// A picture in a line: what is said of an incident where only that is asked.
struct Verdict {
    let title: String
    let status: AttributionStatus
    /// The first of those whose attribution is contested, or who deny it.
    let contested: [String]
}

extension Picture {
    /// The picture in a line.
    func verdict(_ evidence: Evidence) throws(Interrupt) -> Verdict {
        let contested = accused.lazy.filter { $0.status <= .deniedByAccused }.prefix(Limits.contestedAccused)
        return Verdict(title: try evidence.incident(incident).title, status: status, contested: contested.map(\.name))
    }
}
