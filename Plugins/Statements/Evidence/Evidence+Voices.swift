import DossierCore
import ModuleKit

/// Whose voice a statement is: docs/pictures.md, rule 2.
extension Evidence {
    /// Who speaks through a statement.
    func principal(of spoken: Spoken) throws(Interrupt) -> String {
        try top(of: spoken.voice, at: spoken.time, steps: Limits.actorDepth)
    }

    /// The last of those that an actor is an organ of, or holds an office for, at a time.
    private func top(of name: String, at time: Int64, steps: Int) throws(Interrupt) -> String {
        let actor = try actor(name)
        if steps == 0 || actor.isRelayer { return name }
        if !actor.parent.isEmpty { return try top(of: actor.parent, at: time, steps: steps - 1) }
        guard actor.isIndividual else { return name }
        var common: String?
        for role in actor.roles where role.valid.mayContain(time) {
            let top = try top(of: role.organization, at: time, steps: steps - 1)
            guard common == nil || common == top else { return name }
            common = top
        }
        return common ?? name
    }
}
