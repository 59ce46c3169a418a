import DossierClient
import DossierCore
import DossierWire

/// Identities, threat actors and intrusion sets, as actors.
struct BundleActors {
    let survey: BundleSurvey

    func actor(_ object: BundleObject, _ entry: Int32) -> DossierResource {
        var fields = BundleFields(object, survey)
        let name = fields.cut(object.text("name") ?? "", "name", characters: Limits.titleCharacters)
        fields.set("display_name", name)
        fields.set("aliases", aliases(object, name, fields))
        fields.set("identity_class", identityClass(object))
        fields.set("actor_types", types(object, &fields))
        fields.set("country", survey.countries[entry])
        if survey.joins.authors.contains(object.id.hashValue) { fields.set("relayer", .bool(true)) }
        return fields.resource(
            .actors,
            id: BundleName.resourceID(object.id),
            known: Self.known,
            keeping: ["relayer", "country"]
        )
    }

    /// Speaks for objects that do not say who made them.
    static var unknownAuthor: DossierResource {
        let fields = JSONValue(members: [
            ("display_name", .string("Author not given (STIX)")), ("identity_class", .string("IDENTITY_CLASS_UNKNOWN")),
            ("relayer", .bool(true)),
        ])
        return DossierResource(.actors, id: BundleName.unknownAuthor, fields: fields)
    }

    private func aliases(_ object: BundleObject, _ name: String, _ fields: BundleFields) -> JSONValue? {
        let aliases = object.texts("aliases").unique.filter { $0 != name }
        return .list(
            fields.taken(aliases, "aliases").map { .fields(["value": .string(fields.cut($0, "aliases"))]) }
        )
    }

    private func identityClass(_ object: BundleObject) -> String? {
        if let word = object.text("identity_class"), Self.classes.contains(word) {
            return "IDENTITY_CLASS_\(word.uppercased())"
        }
        if object.text("resource_level") == "individual" { return "IDENTITY_CLASS_INDIVIDUAL" }
        return object.type == "intrusion-set" ? "IDENTITY_CLASS_GROUP" : nil
    }

    /// STIX 2.0 has them among the labels, where they stay as well.
    private func types(_ object: BundleObject, _ fields: inout BundleFields) -> JSONValue? {
        var types: [String] = []
        for type in object.texts("threat_actor_types") + (object.type == "threat-actor" ? object.texts("labels") : []) {
            if Self.types.contains(type), !types.contains(type) {
                types.append(type)
            } else if !object.texts("labels").contains(type) {
                fields.label(of: "stix-threat-actor-type", type)
            }
        }
        return .list(types)
    }

    private static let known: Set<String> = ["aliases", "identity_class", "threat_actor_types", "description"]

    private static let classes: Set<String> = ["individual", "group", "organization", "class", "system", "unknown"]

    /// STIX 2.1, threat-actor-type-ov.
    private static let types: Set<String> = [
        "activist", "competitor", "crime-syndicate", "criminal", "hacker", "insider-accidental",
        "insider-disgruntled", "nation-state", "sensationalist", "spy", "terrorist", "unknown",
    ]
}
