import CDossierProtos
import ModuleKit

/// Who says who did it, as of two clocks: docs/pictures.md.
struct Picture {
    let incident: String
    /// The clock of what was said, nanoseconds since 1970; nil: all that was.
    let saidAsOf: Int64?
    /// In the order in which they are told.
    let accused: [Accused]
    let inferred: [Inference]
    /// Latest first, as the unresolved.
    let possible: [Attribution.Apart]
    let unresolved: [Attribution.Apart]

    /// Computes it. NOT_FOUND when there is no such incident.
    init(of incident: String, saidAsOf: Int64?, _ evidence: Evidence) throws(Interrupt) {
        let counting = Counting(evidence, saidAsOf: saidAsOf)
        let lineage = Lineage(evidence, occurred: try evidence.incident(incident).occurred?.span)
        let attribution = try Attribution(of: incident, lineage, counting)
        self.incident = incident
        self.saidAsOf = saidAsOf
        accused = try Self.accused(attribution, lineage, evidence)
        var linked: [String: Attribution] = [:]
        inferred = try Inferences(of: incident, attribution, counting) { other throws(Interrupt) in
            if let known = linked[other] { return known }
            let lineage = Lineage(evidence, occurred: try evidence.incident(other).occurred?.span)
            let attribution = try Attribution(of: other, lineage, counting)
            linked[other] = attribution
            return attribution
        }.found
        possible = Self.latestFirst(attribution.possible)
        unresolved = Self.latestFirst(attribution.unresolved)
    }

    /// Of all accused the one that comes first.
    var status: AttributionStatus { accused.first?.status ?? .unattributed }

    private static func accused(
        _ attribution: Attribution,
        _ lineage: Lineage,
        _ evidence: Evidence
    ) throws(Interrupt) -> [Accused] {
        var all: [Accused] = []
        for name in attribution.positions.keys where try !evidence.actor(name).isNobody {
            all.append(try Accused(name, attribution, lineage, evidence))
        }
        let others = Accused.Groups(grouping: all, by: \.assertedBy)
        for place in all.indices { try all[place].judge(among: others, lineage) }
        return all.sorted { one, other in
            if one.status != other.status { return one.status < other.status }
            return one.voices == other.voices ? one.name < other.name : one.voices > other.voices
        }
    }

    private static func latestFirst(_ entries: [Attribution.Apart]) -> [Attribution.Apart] {
        entries.sorted { one, other in
            if one.spoken !== other.spoken { return other.spoken.precedes(one.spoken) }
            return (one.pair.accused, one.pair.sign) < (other.pair.accused, other.pair.sign)
        }
    }
}

extension Accused {
    /// How many say that he did it.
    fileprivate var voices: Int { asserters.count + imputers.count }
}
