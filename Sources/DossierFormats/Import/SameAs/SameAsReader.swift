import DossierClient
import DossierCore
import DossierWire

/// Gives the statements that two actors may be the same, and who says so: this program. A curator confirms or denies them.
final class SameAsReader: ImportReader {
    private static let speaker = "dossier-import"

    private let pairs: [SameAsFinder.Pair]
    private let resources: Resources

    init(_ pairs: [SameAsFinder.Pair], _ resources: Resources) {
        self.pairs = pairs
        self.resources = resources
    }

    var counts: [ResourceKind: Int] { pairs.isEmpty ? [:] : [.actors: 1, .statements: pairs.count] }
    var tally: ImportTally { ImportTally(unit: "pairs") }
    var remarks: ImportRemarks { ImportRemarks() }

    func read(
        _ kind: ResourceKind,
        _ body: (DossierResource) async throws(Status) -> Void
    ) async throws(Status) {
        guard !pairs.isEmpty else { return }
        switch kind {
        case .actors: try await body(Self.actor)
        case .statements: for pair in pairs { try await body(try await statement(pair)) }
        case .sources, .incidents: break
        }
    }

    private static var actor: DossierResource {
        let fields = JSONValue(members: [
            ("display_name", .string("dossier import")), ("identity_class", .string("IDENTITY_CLASS_SYSTEM")),
            ("relayer", .bool(true)), ("tlp", .string("TLP_CLEAR")),
        ])
        return DossierResource(.actors, id: speaker, fields: fields)
    }

    private func statement(_ pair: SameAsFinder.Pair) async throws(Status) -> DossierResource {
        let (first, second) = (try await actor(pair.first), try await actor(pair.second))
        let link = [
            ("type", "LINK_TYPE_SAME_AS"), ("from", pair.first), ("to", pair.second),
            ("text", Self.text(first, second)),
        ]
        var fields: [(String, JSONValue)] = [
            ("speaker", .string("actors/\(Self.speaker)")), ("kind", .string("STATEMENT_KIND_LINKS")),
            ("link", JSONValue(members: link.map { ($0.0, .string($0.1)) })),
        ]
        if let tlp = TLPMarking.stricter(first["tlp"]?.text, second["tlp"]?.text) {
            fields.append(("tlp", .string(tlp)))
        }
        let digest = SHA1.hash(Array("\(pair.first) \(pair.second)".utf8)).prefix(16)
        return DossierResource(
            .statements,
            id: "same-as-\(Hexadecimal.text(digest))",
            fields: JSONValue(members: fields)
        )
    }

    /// As the record holds him; of a dry run he may not be there.
    private func actor(_ name: String) async throws(Status) -> JSONValue {
        do throws(Status) {
            return try await resources.get(name, .actors)
        } catch {
            guard error.code == .notFound else { throw error }
            return .object([])
        }
    }

    /// Under which names both are known.
    private static func text(_ first: JSONValue, _ second: JSONValue) -> String {
        let theirs = Set(FoldedName.names(of: second).compactMap(FoldedName.of))
        var seen: Set<String> = []
        let shared = FoldedName.names(of: first).filter { name in
            FoldedName.of(name).map { theirs.contains($0) && seen.insert($0).inserted } ?? false
        }
        guard !shared.isEmpty else { return "they share a name" }
        return "both are called \(shared.prefix(10).map { "“\($0.prefix(100))”" }.joined(separator: ", "))"
    }
}
