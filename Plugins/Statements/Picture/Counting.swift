import DossierCore
import ModuleKit

/// Which statements count on a clock: docs/pictures.md, rule 1.
final class Counting {
    let evidence: Evidence
    /// The last time that counts; nil: all do.
    private let saidAsOf: Int64?

    init(_ evidence: Evidence, saidAsOf: Int64?) {
        self.evidence = evidence
        self.saidAsOf = saidAsOf
    }

    /// Whether it was said by then, and not taken back.
    func counts(_ spoken: Spoken) throws(Interrupt) -> Bool {
        guard isSaid(spoken) else { return false }
        return try !isTakenBack(spoken)
    }

    /// Whether it was said by then.
    func isSaid(_ spoken: Spoken) -> Bool { saidAsOf.map { spoken.time <= $0 } ?? true }

    /// Whether a retraction that counts has taken it back.
    func isTakenBack(_ spoken: Spoken, steps: Int = Limits.retractionSteps) throws(Interrupt) -> Bool {
        guard steps > 0 else { return false }
        for answer in try evidence.about(spoken.name) where answer.kind == .retracts && isSaid(answer) {
            guard try evidence.principal(of: answer) == evidence.principal(of: spoken) else { continue }
            if try !isTakenBack(answer, steps: steps - 1) { return true }
        }
        return false
    }
}
