import DossierClient
import DossierCore
import DossierWire

/// One threat actor of the galaxy.
struct GalaxyCluster: Sendable {
    /// Why a cluster cannot be read.
    struct Fault: Error {
        let reason: String
    }

    let uuid: String
    let value: String
    let description: String?
    /// By name; a single text is a list of one.
    let meta: [(name: String, values: [String])]
    let relations: [GalaxyRelation]
    /// Parts of `meta` and `related` that are not what they should be.
    let strange: [String]

    init(_ cluster: JSONValue) throws(Fault) {
        guard case .object = cluster else { throw Fault(reason: "is no object") }
        guard let uuid = cluster["uuid"]?.text?.lowercased(), Self.isUUID(uuid) else {
            throw Fault(reason: "has no uuid")
        }
        guard let value = cluster["value"]?.text, !value.isEmpty else { throw Fault(reason: "has no value: its name") }
        guard value.count <= Limits.titleCharacters else {
            throw Fault(reason: "has a name of more than \(Limits.titleCharacters) characters")
        }
        let meta = (cluster["meta"]?.members ?? []).map { (name: $0.name, values: Self.texts($0.value)) }
        if let damage = TextDamage.of(cluster) { throw Fault(reason: damage) }
        self.uuid = uuid
        self.value = value
        description = cluster["description"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        let relations = cluster.elements("related").map { GalaxyRelation($0) }
        self.meta = meta.compactMap { member in member.values.map { (member.name, $0) } }
        self.relations = relations.compactMap(\.self)
        strange = meta.filter { $0.values == nil }.map(\.name) + relations.filter { $0 == nil }.map { _ in "related" }
    }

    /// The values of one member of `meta`; none when it is not there.
    func meta(_ name: String) -> [String] { meta.first { $0.name == name }?.values ?? [] }

    /// The actor's name.
    var actorName: String { Self.actorName(uuid) }

    /// The name of a cluster's actor.
    static func actorName(_ uuid: String) -> String { "actors/\(ForeignID.resourceID("misp", uuid))" }

    /// The one that the galaxy suspects to be behind it; nil: it names none, or one that is no country.
    var sponsor: Country? { meta("cfr-suspected-state-sponsor").first.flatMap(Country.named) }

    /// Where it is from; nil: it does not say.
    var country: Country? { meta("country").first.flatMap(Country.coded) }

    /// How sure the galaxy is of that; nil: it does not say, or not in percent.
    var confidence: Int? {
        meta("attribution-confidence").first.flatMap(Int.init).flatMap { (0...100).contains($0) ? $0 : nil }
    }

    /// Nil when it is neither a text nor a list of texts; those without a character are nothing.
    private static func texts(_ value: JSONValue) -> [String]? {
        switch value {
        case .string(let text): return text.isEmpty ? [] : [text]
        case .number(let text): return [text]
        case .array(let elements):
            let texts = elements.compactMap(\.text)
            return texts.count == elements.count ? texts.filter { !$0.isEmpty } : nil
        default: return nil
        }
    }

    static func isUUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let digits = "0123456789abcdef".utf8
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.utf8.allSatisfy(digits.contains) }
    }
}
