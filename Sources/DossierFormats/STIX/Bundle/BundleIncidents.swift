import DossierClient
import DossierCore
import DossierWire

/// Campaigns and incidents, as incidents.
struct BundleIncidents {
    let survey: BundleSurvey

    func incident(_ object: BundleObject, _ entry: Int32) throws(Status) -> DossierResource {
        var fields = BundleFields(object, survey)
        fields.set("title", fields.cut(object.text("name") ?? "", "name", characters: Limits.titleCharacters))
        fields.set("summary", object.text("description").map { fields.cut($0, "description") })
        fields.set("occurred", occurred(object, fields))
        fields.set("types", types(object, &fields))
        fields.set("victims", try victims(entry, fields))
        for alias in object.texts("aliases") where alias != object.text("name") { fields.label(of: "alias", alias) }
        return fields.resource(
            .incidents,
            id: BundleName.resourceID(object.id),
            known: Self.known,
            keeping: ["victims"]
        )
    }

    private func occurred(_ object: BundleObject, _ fields: BundleFields) -> JSONValue? {
        let (first, last) = (object.time("first_seen"), object.time("last_seen"))
        if let first, let last, !BundleTime.isOrdered(first, last) { fields.leave("last_seen", "is before first_seen") }
        return BundleTime.span(first, last)
    }

    /// The core extension's, as far as the record has them.
    private func types(_ object: BundleObject, _ fields: inout BundleFields) -> JSONValue? {
        var types: [JSONValue] = []
        for type in object["extensions"]?[BundleAssessment.coreExtension]?.elements("incident_types") ?? [] {
            guard let word = type.text else { continue }
            if word.contains("ransomware") {
                types = [.string("INCIDENT_TYPE_RANSOMWARE")]
            } else {
                fields.label(of: "stix-incident-type", word)
            }
        }
        return .list(types)
    }

    private func victims(_ entry: Int32, _ fields: BundleFields) throws(Status) -> JSONValue? {
        guard let relationships = survey.victims[entry] else { return nil }
        var names: [String] = []
        for relationship in fields.taken(relationships, "victims") {
            let object = try survey.object(Int(relationship))
            if let target = object.text("target_ref"), let name = try survey.name(target) { names.append(name) }
        }
        return .array(names.unique.map { .fields(["actor": .string($0)]) })
    }

    private static let known: Set<String> = ["description", "first_seen", "last_seen", "aliases", "extensions"]
}
