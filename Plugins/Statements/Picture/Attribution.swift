import ModuleKit

/// What counts of one incident: who says what of whom, before it is judged.
struct Attribution {
    /// A statement that counts, and what it means.
    struct Act {
        let spoken: Spoken
        let principal: String
        let pairs: [Pair]
    }

    /// A pair that is told, but not counted.
    struct Apart {
        let spoken: Spoken
        let principal: String
        let pair: Pair
    }

    /// Oldest first.
    private(set) var acts: [Act] = []
    private(set) var possible: [Apart] = []
    private(set) var unresolved: [Apart] = []
    /// The positions on each accused, by principal; on placeholders and collectives, too.
    private(set) var positions: [String: [String: Position]] = [:]
    /// All that counts of each accused, oldest first.
    private(set) var statements: [String: [Spoken]] = [:]

    init(of incident: String, _ lineage: Lineage, _ counting: Counting) throws(Interrupt) {
        let meanings = try Meanings(for: incident, counting.evidence)
        for spoken in meanings.spoken.sorted(by: { $0.precedes($1) }) where try counting.counts(spoken) {
            try add(spoken, meanings.pairs(of: spoken), counting.evidence)
        }
        try takePositions(lineage, counting.evidence)
    }

    private mutating func add(_ spoken: Spoken, _ pairs: [Pair], _ evidence: Evidence) throws(Interrupt) {
        let principal = try evidence.principal(of: spoken)
        var meant: [Pair] = []
        for pair in pairs {
            let apart = Apart(spoken: spoken, principal: principal, pair: pair)
            guard pair.isMeant else {
                possible.append(apart)
                continue
            }
            meant.append(pair)
            if try evidence.actor(pair.accused).isNobody { unresolved.append(apart) }
        }
        if !meant.isEmpty { acts.append(Act(spoken: spoken, principal: principal, pairs: meant)) }
    }

    // MARK: Positions

    private mutating func takePositions(_ lineage: Lineage, _ evidence: Evidence) throws(Interrupt) {
        let reach = try Reach(of: acts, lineage, evidence)
        for act in acts {
            var signs: [String: Sign] = [:]
            for pair in act.pairs {
                for accused in reach.reached(by: pair) { signs[accused] = min(signs[accused] ?? .disputes, pair.sign) }
            }
            for (accused, sign) in signs { take(act, accused, sign) }
        }
    }

    private mutating func take(_ act: Act, _ accused: String, _ sign: Sign) {
        statements[accused, default: []].append(act.spoken)
        if positions[accused]?[act.principal]?.add(sign, act.spoken) == nil {
            positions[accused, default: [:]][act.principal] = Position(act.principal, sign, act.spoken)
        }
    }
}
