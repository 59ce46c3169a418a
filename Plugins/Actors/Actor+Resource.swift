import CDossierProtos
import DossierCore
import ModuleKit

/// Actors, as a resource.
let actors = Resource(
    Dossier__V1__Actor.self,
    dossier__v1__actor__type(),
    kind: actorKind.name,
    singular: "Actor",
    plural: "Actors",
    check: { actor, check in
        check.title(actor.display_name, "display_name")
        check.name(actor.parent, "parent", of: [actorKind.name])
        check.country(actor.country)
        check.each(MessageList(actor.aliases, actor.n_aliases), "aliases") { alias, check in
            check.required(alias.value, "value")
            check.name(alias.asserted_by, "asserted_by", of: [actorKind.name])
        }
        check.each(MessageList(actor.roles, actor.n_roles), "roles") { role, check in
            check.required(role.title, "title")
            check.name(role.organization, "organization", of: [actorKind.name], required: true)
        }
        check.actorTypes(TextList(actor.actor_types, actor.n_actor_types))
    },
    checkInTransaction: { transaction, actor, name throws(Interrupt) in
        try Hierarchy.check(parent: actor.parent, of: name, in: transaction)
    }
)

extension FieldCheck {
    /// ISO 3166-1 alpha-2: two capital letters, or nothing.
    fileprivate func country(_ code: UnsafePointer<CChar>?) {
        let code = string(code).utf8
        let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
        require(
            code.isEmpty || (code.count == 2 && code.allSatisfy(capitals.contains)),
            "country",
            "must be two capital letters (ISO 3166-1 alpha-2)"
        )
    }

    /// STIX 2.1, threat-actor-type-ov.
    fileprivate func actorTypes(_ types: TextList) {
        let known = [
            "activist", "competitor", "crime-syndicate", "criminal", "hacker", "insider-accidental",
            "insider-disgruntled", "nation-state", "sensationalist", "spy", "terrorist", "unknown",
        ]
        for (index, type) in types.enumerated() where !known.contains(string(type)) {
            add("actor_types[\(index)]", "must be one of \(known.joined(separator: ", "))")
        }
    }
}
