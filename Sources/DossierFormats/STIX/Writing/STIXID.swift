import DossierClient
import DossierWire

/// The STIX ids that resources have: those they came with, else those that follow from their names. No two have the same:
/// who only refers to a STIX object, as one of the same actor, has a name that does not follow from its id.
enum STIXID {
    /// What must be known of a resource for it.
    static let fields: [ResourceKind: [String]] = [
        .actors: ["external_refs", "actor_types"], .sources: ["external_refs"], .incidents: ["external_refs"],
        .statements: ["external_refs", "kind", "about", "target_actors", "speaker", "on_behalf_of"],
    ]

    /// Of the object that stands for a resource; nil for what is no name of one.
    static func of(_ name: String, _ fields: JSONValue) -> String? {
        switch ResourceKind(ofName: name) {
        case .actors:
            foreign(name, fields, ["identity", "threat-actor", "intrusion-set"])
                ?? own(fields.elements("actorTypes").isEmpty ? "identity" : "threat-actor", name)
        case .sources: foreign(name, fields, ["report"]) ?? own("report", name)
        case .incidents: foreign(name, fields, ["incident", "campaign"]) ?? own("incident", name)
        case .statements:
            foreign(name, fields, [STIXForm(of: fields).type]) ?? own(STIXForm(of: fields).type, name)
        case nil: nil
        }
    }

    /// Of the identity that an actor has in STIX, where only identities speak; its own when it is one.
    static func identity(_ actor: String, _ fields: JSONValue) -> String {
        let id = of(actor, fields) ?? ""
        return id.hasPrefix("identity--") ? id : own("identity", "\(actor)/identity")
    }

    /// Of what stands beside a resource's own object.
    static func own(_ type: String, _ name: String) -> String { DossierExtension.objectID(type, of: name) }

    private static func foreign(_ name: String, _ fields: JSONValue, _ types: [String]) -> String? {
        let references = fields.elements("externalRefs").filter { $0["source"]?.text == DossierExtension.source }
        return references.compactMap { $0["id"]?.text }.first { id in
            types.contains { id.hasPrefix("\($0)--") && UUIDValue(id.dropFirst($0.count + 2)) != nil }
                && BundleName.name(id) == name
        }
    }
}
