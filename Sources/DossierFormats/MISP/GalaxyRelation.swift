import DossierWire

/// How a cluster is related to another, of this galaxy or of one that is in another file.
struct GalaxyRelation: Sendable {
    let destination: String
    /// "similar", "uses".
    let type: String
    let tags: [String]

    /// What tells it from the others of a cluster.
    struct Identity: Hashable {
        let type, destination: String
    }

    var identity: Identity { Identity(type: type, destination: destination) }

    private static let estimate = "estimative-language:likelihood-probability="
    private static let levels: Set<String> = [
        "almost-no-chance", "very-unlikely", "unlikely", "roughly-even-chance", "likely", "very-likely",
        "almost-certain",
    ]

    /// Nil when it is none.
    init?(_ value: JSONValue) {
        guard let destination = value["dest-uuid"]?.text?.lowercased(), GalaxyCluster.isUUID(destination),
            let type = value["type"]?.text, !type.isEmpty
        else { return nil }
        self.destination = destination
        self.type = type
        tags = value.elements("tags").compactMap(\.text)
    }

    /// A value of `dossier.v1.LinkType`.
    var linkType: String {
        switch type {
        case "similar": "LINK_TYPE_SAME_AS"
        case "part-of": "LINK_TYPE_MEMBER_OF"
        default: "LINK_TYPE_RELATED"
        }
    }

    /// The word of estimative language that it is guarded with.
    var hedge: JSONValue? {
        guard let tag = tags.first(where: { $0.hasPrefix(Self.estimate) }) else { return nil }
        let word = tag.dropFirst(Self.estimate.count).filter { $0 != "\"" }
        let level = "ESTIMATIVE_LEVEL_\(word.uppercased().replacing("-", with: "_"))"
        return .fields(["text": .string(word), "level": Self.levels.contains(word) ? .string(level) : nil])
    }

    /// Its other tags.
    var labels: [JSONValue] { tags.filter { !$0.hasPrefix(Self.estimate) }.map { .label("tag", $0) } }
}
