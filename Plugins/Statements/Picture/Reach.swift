import ModuleKit

/// Whom a pair holds for besides the one who is named: those above, if it accuses; those below, if it disputes; nobody, if
/// the one is a placeholder or a collective. docs/pictures.md, rule 4.
struct Reach {
    private var up: [String: [String]] = [:]
    private var down: [String: [String]] = [:]

    /// Over the accused of these acts: who is named in them, and who stands above one who is accused.
    init(of acts: [Attribution.Act], _ lineage: Lineage, _ evidence: Evidence) throws(Interrupt) {
        var accused: Set<String> = []
        var nobodies: Set<String> = []
        for pair in acts.lazy.flatMap(\.pairs) {
            guard try !evidence.actor(pair.accused).isNobody else {
                nobodies.insert(pair.accused)
                continue
            }
            accused.insert(pair.accused)
            if pair.sign == .disputes || up[pair.accused] != nil { continue }
            let higher = try lineage.above(pair.accused)
            up[pair.accused] = Array(higher)
            for above in higher where try !evidence.actor(above).isNobody { accused.insert(above) }
        }
        // What is disputed of a state is disputed of its unknown organ, too.
        for lower in accused.union(nobodies) {
            for above in try lineage.above(lower) where accused.contains(above) {
                down[above, default: []].append(lower)
            }
        }
    }

    /// The accused that a pair holds for.
    func reached(by pair: Pair) -> [String] {
        let others = pair.sign == .disputes ? down[pair.accused] : up[pair.accused]
        return [pair.accused] + (others ?? [])
    }
}
