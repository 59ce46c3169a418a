import CDossierProtos
import ModuleKit

/// What actors are found, ordered and checked by.
let actorKind = Kind(
    resource: KindName("actors"),
    Dossier__V1__Actor.self,
    dossier__v1__actor__type(),
    termsVersion: 2,
    terms: [
        .text("display_name") { $0.add($1.display_name) },
        .text("aliases.value", repeated: true) { terms, actor in
            for alias in MessageList(actor.aliases, actor.n_aliases) { terms.add(alias.value) }
        },
        .name("aliases.asserted_by", of: [KindName("actors")], repeated: true) { terms, actor in
            for alias in MessageList(actor.aliases, actor.n_aliases) { terms.add(alias.asserted_by) }
        },
        .text("identity_class") {
            $0.add(Int32($1.identity_class.rawValue), of: dossier__v1__identity_class__type())
        },
        .text("actor_types", repeated: true) { terms, actor in
            for type in TextList(actor.actor_types, actor.n_actor_types) { terms.add(type) }
        },
        .text("country") { $0.add($1.country) },
        .name("parent", of: [KindName("actors")]) { $0.add($1.parent) },
        .text("roles.title", repeated: true) { terms, actor in
            for role in MessageList(actor.roles, actor.n_roles) { terms.add(role.title) }
        },
        .name("roles.organization", of: [KindName("actors")], repeated: true) { terms, actor in
            for role in MessageList(actor.roles, actor.n_roles) { terms.add(role.organization) }
        },
        .bool("relayer") { $0.add($1.relayer != 0) },
        .bool("placeholder") { $0.add($1.placeholder != 0) },
    ],
    texts: [
        .weight(4) { texts, actor in
            texts.add(actor.display_name)
            for alias in MessageList(actor.aliases, actor.n_aliases) { texts.add(alias.value) }
        },
        .weight(2) { texts, actor in
            for role in MessageList(actor.roles, actor.n_roles) { texts.add(role.title) }
        },
    ]
)
