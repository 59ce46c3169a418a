import DossierCore
import ModuleKit

/// Whose voice a statement is: docs/pictures.md, rule 2.
extension Evidence {
    /// Who speaks through a statement.
    func principal(of spoken: Spoken) throws(Interrupt) -> String {
        var known: [Place: String] = [:]
        return try top(of: Place(name: spoken.voice, steps: Limits.actorDepth), at: spoken.time, &known)
    }

    /// An actor, so many steps before the last that is followed.
    private struct Place: Hashable {
        let name: String
        let steps: Int
    }

    /// The last of those that an actor is an organ of, or holds an office for, at a time.
    /// - Parameter known: of individuals, whose offices can lead to the same ones on many ways.
    private func top(
        of place: Place,
        at time: Int64,
        _ known: inout [Place: String]
    ) throws(Interrupt) -> String {
        let actor = try actor(place.name)
        if place.steps == 0 || actor.isRelayer { return place.name }
        if !actor.parent.isEmpty {
            return try top(of: Place(name: actor.parent, steps: place.steps - 1), at: time, &known)
        }
        guard actor.isIndividual else { return place.name }
        if let top = known[place] { return top }
        var common: String?
        var isOne = true
        for role in actor.roles where isOne && role.valid.mayContain(time) {
            let top = try top(of: Place(name: role.organization, steps: place.steps - 1), at: time, &known)
            isOne = common == nil || common == top
            common = top
        }
        let top = isOne ? common ?? place.name : place.name
        known[place] = top
        return top
    }
}
