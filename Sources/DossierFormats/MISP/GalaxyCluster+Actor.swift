import DossierClient
import DossierWire

extension GalaxyCluster {
    static let origin = "origin:"

    /// What has a place of its own in an actor or a statement; all else becomes labels.
    private static let placed: Set<String> = [
        "synonyms", "refs", "references", "sources", "country", "cfr-suspected-state-sponsor", "attribution-confidence",
    ]

    /// The actor: its names, where it is from, and where it can be read about.
    var actor: DossierResource {
        DossierResource(
            .actors,
            id: ForeignID.resourceID("misp", uuid),
            fields: .fields([
                "external_refs": .list(
                    [.reference("misp-galaxy", id: uuid)] + addresses.map(JSONValue.reference(address:))
                ),
                "labels": .list(labels),
                "display_name": .string(value),
                "aliases": .list(aliases),
                "identity_class": .string("IDENTITY_CLASS_GROUP"),
                "country": country.map { .string($0.code) },
            ])
        )
    }

    /// Who gave it one of its names.
    var producers: [String] { meta.filter { $0.name.hasPrefix(Self.origin) }.flatMap(\.values) }

    /// One who names threat actors.
    static func producer(_ name: String) -> DossierResource {
        DossierResource(
            .actors,
            id: ForeignID.resourceID("misp-producer", name),
            fields: .fields([
                "display_name": .string(name), "identity_class": .string("IDENTITY_CLASS_ORGANIZATION"),
                "external_refs": .array([.reference("misp-galaxy-producer", id: name)]),
            ])
        )
    }

    private var addresses: [String] { ["refs", "references", "sources"].flatMap(meta).unique }

    /// Its synonyms; and its own name where it is known whose that is.
    private var aliases: [JSONValue] {
        let own = meta("\(Self.origin)\(value)").isEmpty ? [] : [value]
        let given = meta.filter { $0.name.hasPrefix(Self.origin) }.map { String($0.name.dropFirst(Self.origin.count)) }
        return (own + meta("synonyms") + given).unique.filter { $0 != value || !own.isEmpty }.map { name in
            let producer = meta("\(Self.origin)\(name)").first
            return .fields([
                "value": .string(name),
                "asserted_by": producer.map { .string(Self.producer($0).name) },
            ])
        }
    }

    private var labels: [JSONValue] {
        meta.filter { !Self.placed.contains($0.name) && !$0.name.hasPrefix(Self.origin) }
            .flatMap { name, values in values.map { .label(name, $0) } }
    }
}
