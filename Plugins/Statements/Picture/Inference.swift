import CDossierProtos
import ModuleKit

/// What follows from a speaker's own link and his own assertion, in one step: docs/pictures.md, rule 6.
struct Inference {
    let principal: String
    let accused: String
    let link: Spoken
    let assertion: Spoken
    /// What the assertion is of.
    let incident: String
}

/// Finds the inferences of one incident.
struct Inferences {
    private let incident: String
    private let counting: Counting
    private(set) var found: [Inference] = []
    private var evidence: Evidence { counting.evidence }

    /// - Parameter linked: reads what counts of another incident.
    init(
        of incident: String,
        _ attribution: Attribution,
        _ counting: Counting,
        linked: (String) throws(Interrupt) -> Attribution
    ) throws(Interrupt) {
        self.incident = incident
        self.counting = counting
        try fromIncidents(linked)
        try fromActors(attribution)
        found.sort { one, other in
            if one.link !== other.link { return other.link.precedes(one.link) }
            return (one.accused, one.incident) < (other.accused, other.incident)
        }
    }

    /// This incident and another are by the same, or the same.
    private mutating func fromIncidents(_ linked: (String) throws(Interrupt) -> Attribution) throws(Interrupt) {
        for link in try evidence.links(with: incident) {
            guard let other = link.link?.other(than: incident), Kinds.incidents.has(other),
                [.sameActors, .sameAs].contains(link.link?.type), let principal = try voice(of: link)
            else { continue }
            for (accused, assertions) in try linked(other).assertions() where try !evidence.actor(accused).isNobody {
                if let assertion = assertions[principal] { add(principal, accused, link, assertion, other) }
            }
        }
    }

    /// Two actors are the same, and one of them did it.
    private mutating func fromActors(_ attribution: Attribution) throws(Interrupt) {
        for (actor, assertions) in attribution.assertions() {
            for link in try evidence.links(with: actor) where link.link?.type == .sameAs {
                guard let other = link.link?.other(than: actor), try !evidence.actor(other).isNobody,
                    let principal = try voice(of: link), let assertion = assertions[principal]
                else { continue }
                add(principal, other, link, assertion, incident)
            }
        }
    }

    /// Who says so in a link that counts; nil: nobody who counts.
    private func voice(of link: Spoken) throws(Interrupt) -> String? {
        guard link.kind == .links, try counting.counts(link) else { return nil }
        let principal = try evidence.principal(of: link)
        return try evidence.actor(principal).isRelayer ? nil : principal
    }

    private mutating func add(
        _ principal: String,
        _ accused: String,
        _ link: Spoken,
        _ assertion: Spoken,
        _ incident: String
    ) {
        found.append(
            Inference(principal: principal, accused: accused, link: link, assertion: assertion, incident: incident)
        )
    }
}

extension Attribution {
    /// By accused and principal, where his position is that the accused did it: the latest statement that names him.
    func assertions() -> [String: [String: Spoken]] {
        var found: [String: [String: Spoken]] = [:]
        for act in acts {
            for pair in act.pairs
            where pair.sign == .asserts && positions[pair.accused]?[act.principal]?.sign == .asserts {
                found[pair.accused, default: [:]][act.principal] = act.spoken
            }
        }
        return found
    }
}
