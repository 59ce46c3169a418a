import DossierClient
import DossierCore
import DossierWire

extension GalaxyCluster {
    /// What the galaxy says of it.
    /// - Parameter ids: the clusters that the file holds.
    func statements(_ galaxy: Galaxy, known ids: Set<String>) -> [DossierResource] {
        [described(galaxy), sponsored(galaxy), located(galaxy)].compactMap(\.self)
            + related(galaxy, known: ids)
    }

    /// Notes what of it has no place in the record.
    func note(in remarks: inout ImportRemarks, known ids: Set<String>) {
        func leaveOut(_ name: String, _ reason: String) { remarks.note(.leftOut, name, reason, id: uuid) }
        for name in strange { leaveOut(name, "is not what it should be") }
        var seen: Set<GalaxyRelation.Identity> = []
        for relation in relations {
            let type = "related \(relation.type)"
            if relation.destination == uuid {
                leaveOut(type, "joins a cluster to itself")
            } else if !ids.contains(relation.destination) {
                remarks.note(.dangling, type, "leads to a cluster that is not in this file", id: relation.destination)
            } else if !seen.insert(relation.identity).inserted {
                leaveOut(type, "is one more to the same cluster; the first is taken")
            }
        }
        for (name, values) in meta where values.count > 1 && (Self.single.contains(name) || name.hasPrefix(Self.origin))
        {
            leaveOut(name, "has several values; the first is taken")
        }
        for sponsor in meta("cfr-suspected-state-sponsor").prefix(1) where self.sponsor == nil && sponsor != "Unknown" {
            leaveOut("cfr-suspected-state-sponsor", "names no country")
        }
        if !meta("country").isEmpty, country == nil { leaveOut("country", "is no code of ISO 3166-1") }
        guard !meta("attribution-confidence").isEmpty else { return }
        if confidence == nil {
            leaveOut("attribution-confidence", "is not 0 to 100")
        } else if sponsor == nil, country == nil {
            leaveOut("attribution-confidence", "stands without a country")
        }
    }

    /// Members of `meta` that say one thing.
    private static let single: Set<String> = ["cfr-suspected-state-sponsor", "country", "attribution-confidence"]

    private func described(_ galaxy: Galaxy) -> DossierResource? {
        guard let description else { return nil }
        return statement(
            galaxy,
            "description",
            kind: "CHARACTERISES",
            text: description,
            [
                "about": .array([.about(actorName)]), "target_actors": .list([actorName]),
            ]
        )
    }

    private func sponsored(_ galaxy: Galaxy) -> DossierResource? {
        guard let sponsor else { return nil }
        return statement(
            galaxy,
            "sponsor",
            kind: "LINKS",
            [
                "link": .fields([
                    "type": .string("LINK_TYPE_SPONSORS"), "from": .string(sponsor.actor), "to": .string(actorName),
                    "text": .string("suspected state sponsor"),
                ]),
                "confidence": confidence.map { .number("\($0)") },
            ]
        )
    }

    /// How sure it is of the country, where that is all that it names.
    private func located(_ galaxy: Galaxy) -> DossierResource? {
        guard sponsor == nil, let country, let confidence else { return nil }
        return statement(
            galaxy,
            "country",
            kind: "ASSESSES",
            [
                "about": .array([.about(actorName)]),
                "assessment": .fields(["dimension": .string("country"), "value": .string(country.code)]),
                "confidence": .number("\(confidence)"),
            ]
        )
    }

    /// A type and a cluster tell which statement is meant, so each pair of them is taken once.
    private func related(_ galaxy: Galaxy, known ids: Set<String>) -> [DossierResource] {
        var seen: Set<GalaxyRelation.Identity> = []
        return relations.filter { ids.contains($0.destination) && $0.destination != uuid }
            .filter { seen.insert($0.identity).inserted }
            .map { related($0, galaxy) }
    }

    private func related(_ relation: GalaxyRelation, _ galaxy: Galaxy) -> DossierResource {
        statement(
            galaxy,
            "\(relation.type)-\(relation.destination)",
            kind: "LINKS",
            [
                "link": .fields([
                    "type": .string(relation.linkType), "from": .string(actorName),
                    "to": .string(Self.actorName(relation.destination)), "text": .string(relation.type),
                ]),
                "hedge": relation.hedge, "labels": .list(relation.labels),
            ]
        )
    }

    private func statement(
        _ galaxy: Galaxy,
        _ part: String,
        kind: String,
        text: String? = nil,
        _ fields: KeyValuePairs<String, JSONValue?>
    ) -> DossierResource {
        let common: JSONValue = .fields([
            "external_refs": .array([.reference("misp-galaxy", id: uuid)]),
            "speaker": .string(Galaxy.speaker), "kind": .string("STATEMENT_KIND_\(kind)"),
            "appearances": .array([.narration(galaxy.sourceName, uuid, text: text)]),
        ])
        return DossierResource(
            .statements,
            id: ForeignID.resourceID("misp", "\(uuid)-\(part)"),
            fields: .object(common.members + JSONValue.fields(fields).members)
        )
    }
}
