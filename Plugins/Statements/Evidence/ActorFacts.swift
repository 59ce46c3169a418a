import CDossierProtos
import ModuleKit

/// What the views need to know of an actor.
struct ActorFacts {
    /// An office held, or a membership.
    struct Role {
        let organization: String
        let valid: Span
    }

    /// The actor it is an organ of; empty: none.
    var parent = ""
    var roles: [Role] = []
    var isIndividual = false
    /// Passes on what others say.
    var isRelayer = false
    /// A placeholder or a collective: nobody in particular.
    var isNobody = false

    /// Of one who is not there.
    init() {}

    init(_ actor: Dossier__V1__Actor) {
        parent = String(cString: actor.parent)
        roles = MessageList(actor.roles, actor.n_roles).map { role in
            Role(organization: String(cString: role.organization), valid: Span(role.valid))
        }
        isIndividual = actor.identity_class == DOSSIER__V1__IDENTITY_CLASS__IDENTITY_CLASS_INDIVIDUAL
        isRelayer = actor.relayer != 0
        isNobody =
            actor.placeholder != 0 || actor.identity_class == DOSSIER__V1__IDENTITY_CLASS__IDENTITY_CLASS_COLLECTIVE
    }
}
