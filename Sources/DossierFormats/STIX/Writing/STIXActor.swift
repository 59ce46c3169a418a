import DossierClient
import DossierWire

/// An actor in STIX.
struct STIXActor {
    private let actor: ExportedResource
    private let fields: JSONValue
    private let id: String

    init(_ actor: ExportedResource) {
        self.actor = actor
        fields = actor.fields
        id = STIXID.of(actor.name, actor.fields) ?? ""
    }

    /// ISO 3166-1; nil when it has none.
    var country: String? { fields["country"]?.text }

    /// Its own, an identity beside a threat-actor or an intrusion-set, and where it is at home.
    /// - Parameter withLocation: whether its country has no object yet.
    func objects(withLocation: Bool) -> [STIXObject] {
        var objects = [own]
        let identity = STIXID.identity(actor.name, fields)
        if identity != id { objects.append(described(STIXObject(identity, partOf: actor))) }
        if let country { objects += home(country, withLocation: withLocation) }
        return objects
    }

    private var own: STIXObject {
        var object = STIXObject(id, for: actor)
        if id.hasPrefix("identity--") { return described(object) }
        object.set("name", fields["displayName"])
        object.set("aliases", .array(fields.elements("aliases").compactMap { $0["value"] }))
        if id.hasPrefix("threat-actor--") { object.set("threat_actor_types", fields["actorTypes"]) }
        return object
    }

    private func described(_ identity: STIXObject) -> STIXObject {
        var object = identity
        object.set("name", fields["displayName"])
        object.set("identity_class", identityClass.map(JSONValue.string))
        object.set("roles", .array(fields.elements("roles").compactMap { $0["title"] }))
        return object
    }

    /// In STIX's words, which know no states.
    private var identityClass: String? {
        switch fields["identityClass"]?.text {
        case "IDENTITY_CLASS_STATE": "organization"
        case "IDENTITY_CLASS_COLLECTIVE": "group"
        case let value?: String(value.dropFirst("IDENTITY_CLASS_".count)).lowercased()
        case nil: nil
        }
    }

    private func home(_ country: String, withLocation: Bool) -> [STIXObject] {
        let place = STIXID.own("location", "countries/\(country)")
        var relationship = STIXObject(STIXID.own("relationship", "\(actor.name)/country"), partOf: actor)
        let isIntrusionSet = id.hasPrefix("intrusion-set--")
        relationship.set("relationship_type", .string(isIntrusionSet ? "originates-from" : "located-at"))
        relationship.set("source_ref", .string(id))
        relationship.set("target_ref", .string(place))
        guard withLocation else { return [relationship] }
        var location = STIXObject(sharedPart: place, of: actor)
        location.set("country", .string(country))
        return [location, relationship]
    }
}
