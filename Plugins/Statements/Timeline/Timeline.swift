import CDossierProtos
import DossierCore
import ModuleKit

/// What happened and what was said and done, of an incident or an actor.
struct Timeline {
    private let name: String
    private let counting: Counting
    private var evidence: Evidence { counting.evidence }
    private var seen: Set<String> = []
    private(set) var entries: [TimelineEntry] = []

    /// In time order. NOT_FOUND when there is no such incident or actor.
    init(of name: String, saidAsOf: Int64?, _ evidence: Evidence) throws(Interrupt) {
        self.name = name
        counting = Counting(evidence, saidAsOf: saidAsOf)
        if Kinds.incidents.has(name) { try addIncident() } else { try addActor() }
        entries.sort { $0.precedes($1) }
    }

    /// The incident, all that is said about it and what answers that.
    private mutating func addIncident() throws(Interrupt) {
        addTimes(of: name, try evidence.incident(name))
        var step = try evidence.about(name) + evidence.links(with: name)
        for _ in 0...Limits.answerSteps {
            var next: [Spoken] = []
            for spoken in step where try add(spoken) { next += try evidence.about(spoken.name) }
            step = next
        }
    }

    /// What an actor says, decides or is told, and what he was the victim of.
    private mutating func addActor() throws(Interrupt) {
        guard try evidence.isActor(name) else {
            throw .failed(.notFound, "\(name) does not exist at transaction \(try evidence.sequence), or is deleted")
        }
        for incident in try evidence.incidents(of: name) { addTimes(of: incident, try evidence.incident(incident)) }
        let terms = [
            StatementTerms.speaker, StatementTerms.onBehalfOf, StatementTerms.targetActors, StatementTerms.about,
            StatementTerms.linkFrom, StatementTerms.linkTo, StatementTerms.measureDecidedBy,
            StatementTerms.measureTargets,
        ]
        for term in terms {
            for spoken in try evidence.referrers(to: name, in: term) { _ = try add(spoken) }
        }
    }

    // MARK: Entries

    private mutating func addTimes(of incident: String, _ facts: IncidentFacts) {
        let subject = TimelineEntry.Subject.incident(name: incident, title: facts.title)
        for (event, part) in [(TimelineEntry.Event.occurred, facts.occurred), (.disclosed, facts.disclosed)] {
            guard let part else { continue }
            entries.append(TimelineEntry(event, subject, part.span, time: part.bytes))
        }
    }

    /// - Returns: whether it is new here; also when the clock hides it, for what answers it may have been said before.
    private mutating func add(_ spoken: Spoken) throws(Interrupt) -> Bool {
        guard seen.insert(spoken.name).inserted else { return false }
        guard counting.isSaid(spoken) else { return true }
        let subject = TimelineEntry.Subject.statement(
            spoken,
            isRetracted: try counting.isTakenBack(spoken),
            isCandidate: spoken.subjects.contains { $0.name == name && $0.isCandidate }
        )
        entries.append(TimelineEntry(.said, subject, spoken.said, otherwise: spoken.time, time: spoken.shownTime))
        for (event, part) in spoken.measureTimes {
            entries.append(TimelineEntry(event, subject, part.span, time: part.bytes))
        }
        return true
    }
}
