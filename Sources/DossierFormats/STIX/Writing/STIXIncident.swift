import DossierWire

/// An incident in STIX: an incident with OASIS' Incident Core extension, or the campaign as which it came.
struct STIXIncident {
    private let incident: ExportedResource
    private let names: STIXNames
    private let assessments: [String: Set<String>]
    private let id: String

    /// - Parameter assessments: the values that statements give it, by dimension.
    init(_ incident: ExportedResource, _ names: STIXNames, _ assessments: [String: Set<String>]) {
        self.incident = incident
        self.names = names
        self.assessments = assessments
        id = STIXID.of(incident.name, incident.fields) ?? ""
    }

    /// The incident, and whom it hit.
    var objects: [STIXObject] { [own] + victims }

    private var own: STIXObject {
        var object = STIXObject(id, for: incident)
        object.set("name", incident.fields["title"])
        object.set("description", incident.fields["summary"])
        guard id.hasPrefix("incident--") else {
            let occurred = incident.fields["occurred"]
            object.set("first_seen", time(occurred?["earliest"]))
            object.set("last_seen", time(occurred?["latest"]))
            return object
        }
        object.extend(id: Self.core, properties)
        return object
    }

    private var victims: [STIXObject] {
        incident.fields.elements("victims").enumerated().compactMap { index, victim in
            guard let identity = names.identity(victim["actor"]) else { return nil }
            var object = STIXObject(
                STIXID.own("relationship", "\(incident.name)/victims/\(index)"),
                partOf: incident
            )
            object.set("relationship_type", .string("targets"))
            object.set("source_ref", .string(id))
            object.set("target_ref", identity)
            object.set("description", victim["targetText"])
            return object
        }
    }

    private func time(_ bound: JSONValue?) -> JSONValue? { bound?.text.map { .string(STIXTime.milliseconds($0)) } }

    private static let core = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"

    /// What all who assess the incident agree on. Where they do not, or nobody has, it is suspected and open: what the
    /// extension requires, and what it says of incidents that are not known well.
    private var properties: [(String, JSONValue)] {
        let status = agreed("investigation_status", of: ["closed", "new", "open"]) ?? "open"
        let determinations = [
            "blocked", "failed-attempt", "false-positive", "low-value", "successful-attempt", "suspected",
        ]
        let determination = agreed("determination", of: determinations) ?? "suspected"
        var properties = [("determination", determination), ("investigation_status", status)]
        let recoverabilities = ["extended", "not-applicable", "not-recoverable", "regular", "supplemented"]
        if let recoverability = agreed("recoverability", of: recoverabilities) {
            properties.append(("recoverability", recoverability))
        }
        return properties.map { ($0, .string($1)) }
    }

    private func agreed(_ dimension: String, of known: [String]) -> String? {
        guard let values = assessments[dimension], values.count == 1, let value = values.first, known.contains(value)
        else { return nil }
        return value
    }
}
