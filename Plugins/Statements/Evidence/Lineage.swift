import ModuleKit

/// Who stands above whom when an incident occurred: docs/pictures.md, rule 3.
final class Lineage {
    private let evidence: Evidence
    private let occurred: Span?
    private var known: [String: Set<String>] = [:]

    init(_ evidence: Evidence, occurred: Span?) {
        self.evidence = evidence
        self.occurred = occurred
    }

    /// All that an actor belongs to, without himself.
    func above(_ name: String) throws(Interrupt) -> Set<String> {
        if let above = known[name] { return above }
        var above: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            for higher in try directlyAbove(next) where above.insert(higher).inserted { open.append(higher) }
        }
        above.remove(name)
        known[name] = above
        return above
    }

    /// Whether one of two belongs to the other, or both are the same.
    func areOneHierarchy(_ one: String, _ other: String) throws(Interrupt) -> Bool {
        if one == other { return true }
        if try above(one).contains(other) { return true }
        return try above(other).contains(one)
    }

    private func directlyAbove(_ name: String) throws(Interrupt) -> [String] {
        let actor = try evidence.actor(name)
        var above = actor.parent.isEmpty ? [] : [actor.parent]
        guard actor.isIndividual else { return above }
        for role in actor.roles where holds(role) { above.append(role.organization) }
        return above
    }

    private func holds(_ role: ActorFacts.Role) -> Bool {
        occurred.map { role.valid.mayMeet($0) } ?? true
    }
}
