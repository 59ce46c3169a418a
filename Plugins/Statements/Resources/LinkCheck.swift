import CDossierProtos
import ModuleKit

/// What makes a link valid.
enum LinkCheck {
    static func check(_ link: Dossier__V1__Link, _ check: FieldCheck) {
        check.require(link.type != .unspecified, "type", "is required")
        let joined = kinds(link.type)
        check.name(link.from, "from", of: joined, required: true)
        check.name(link.to, "to", of: joined, required: true)
        let from = check.string(link.from)
        let to = check.string(link.to)
        check.require(from.isEmpty || from != to, "to", "must not be the same as from")
        if link.type == .sameAs, !from.isEmpty, !to.isEmpty {
            check.require(collection(from) == collection(to), "to", "must be of the same kind as from")
        }
    }

    /// What a link of a type can join.
    private static func kinds(_ type: Dossier__V1__LinkType) -> [KindName] {
        switch type {
        case .sameActors: [Kinds.incidents]
        case .sameAs: [Kinds.incidents, Kinds.actors]
        case .sponsors, .hosts, .adversaryOf, .memberOf: [Kinds.actors]
        default: Kinds.subjects
        }
    }

    private static func collection(_ name: String) -> Substring { name.prefix { $0 != "/" } }
}
