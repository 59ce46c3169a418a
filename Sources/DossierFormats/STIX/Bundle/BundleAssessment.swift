import DossierWire

/// What the incident core extension says of an incident that can be contested.
struct BundleAssessment {
    let dimension: String
    let value: String

    /// https://github.com/oasis-open/cti-stix-common-objects, extension-definition-specifications/incident-core.
    static let coreExtension = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"

    static func all(of object: BundleObject) -> [BundleAssessment] {
        guard object.type == "incident", let core = object["extensions"]?[coreExtension] else { return [] }
        var all: [BundleAssessment] = []
        func add(_ dimension: String?, _ value: JSONValue?) {
            guard let dimension, !dimension.isEmpty, let value = word(value) else { return }
            all.append(BundleAssessment(dimension: dimension, value: value))
        }
        for name in ["determination", "investigation_status", "criticality", "functional_impact"] {
            add(name, core[name])
        }
        add("recoverability", core["recoverability"]?.text.map(JSONValue.string))
        for value in core.elements("recoverability") { add("recoverability", value) }
        for score in core.elements("scores") { add(score["name"]?.text, score["value"]) }
        return all
    }

    private static func word(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text)?, .number(let text)?: text.isEmpty ? nil : text
        default: nil
        }
    }
}
