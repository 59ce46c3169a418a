import DossierClient
import DossierCore
import DossierWire

/// Finds actors that share a name, among those that are imported, and between them and those that the record holds.
///
/// Of each name and each actor a few bytes are kept. In the record a name is looked for as it stands, in the file folded.
/// A search that fails ends nothing: it is kept, to be told.
final class SameAsFinder {
    /// Two actors, by their names, in the order of these.
    struct Pair: Hashable {
        let first: String
        let second: String

        init(_ one: String, _ other: String) { (first, second) = one < other ? (one, other) : (other, one) }
    }

    private struct Name {
        let hash: Int
        let actor: Int32
    }

    /// In so large a group each is paired with the first only.
    private static let smallGroup = 8
    /// Names that are looked for in the record at a time.
    private static let namesPerQuestion = Limits.filterRestrictions / 4

    private let resources: Resources
    private var names: [Name] = []
    /// The ids of the actors, one behind the other, and where each ends.
    private var ids: [UInt8] = []
    private var ends: [Int32] = []
    private var asked: [String] = []
    private var askedBytes = 0
    private var askers: [String: [String]] = [:]
    /// What is being looked for while more actors are taken, and who has these names.
    private var search: (found: Task<[JSONValue], any Error>, askers: [String: [String]])?
    private(set) var pairs: Set<Pair> = []
    /// Why a search in the record failed, the first that did; nil: none has.
    private(set) var failure: Status?

    init(_ resources: Resources) { self.resources = resources }

    /// Takes an actor of the file.
    func take(_ actor: DossierResource) async {
        let actorNames = FoldedName.names(of: actor.fields)
        guard !actorNames.isEmpty, ends.count < Int32.max else { return }
        for hash in Set(actorNames.compactMap(FoldedName.of).map(\.hashValue)) {
            names.append(Name(hash: hash, actor: Int32(ends.count)))
        }
        ids += Array(actor.id.utf8)
        ends.append(Int32(clamping: ids.count))
        for name in actorNames {
            guard let folded = FoldedName.of(name), Self.canBeAsked(name) else { continue }
            askers[folded, default: []].append(actor.name)
            asked.append(name)
            askedBytes += 2 * Self.quoted(name).utf8.count + 64
            if asked.count >= Self.namesPerQuestion || askedBytes >= Limits.filterBytes / 2 { await ask() }
        }
    }

    /// All pairs, once every actor has been taken.
    func finish() async -> [Pair] {
        await ask()
        await settleSearch()
        names.sort { ($0.hash, $0.actor) < ($1.hash, $1.actor) }
        var start = 0
        while start < names.count, pairs.count < Limits.importCandidates {
            var end = start + 1
            while end < names.count, names[end].hash == names[start].hash { end += 1 }
            pair(names[start..<end])
            start = end
        }
        return pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    private func pair(_ group: ArraySlice<Name>) {
        guard group.count > 1 else { return }
        let actors = group.map { name(of: Int($0.actor)) }
        let firsts = actors.count <= Self.smallGroup ? actors.dropLast() : actors.prefix(1)
        for (index, first) in firsts.enumerated() {
            for second in actors.dropFirst(index + 1) where first != second { insert(Pair(first, second)) }
        }
    }

    private func insert(_ pair: Pair) {
        if pairs.count < Limits.importCandidates { pairs.insert(pair) }
    }

    private func name(of actor: Int) -> String {
        let start = actor == 0 ? 0 : Int(ends[actor - 1])
        return "actors/\(String(decoding: ids[start..<Int(ends[actor])], as: UTF8.self))"
    }

    /// Begins to look in the record for who has the names that have gathered, once the search before has ended.
    private func ask() async {
        await settleSearch()
        guard !asked.isEmpty else { return }
        search = (Self.search(for: asked, in: resources), askers)
        (asked, askedBytes, askers) = ([], 0, [:])
    }

    private func settleSearch() async {
        guard let (found, askers) = search else { return }
        search = nil
        do {
            for actor in try await found.value { pair(actor, askers) }
        } catch {
            failure = failure ?? (error as? Status ?? Status(.internal, "\(error)"))
        }
    }

    private static func search(for names: [String], in resources: Resources) -> Task<[JSONValue], any Error> {
        Task {
            let filter = names.flatMap { name in
                ["display_name", "aliases.value"].map { "\($0) = \(quoted(name))" }
            }.joined(separator: " OR ")
            return try await actors(filter, in: resources)
        }
    }

    private static func actors(_ filter: String, in resources: Resources) async throws(Status) -> [JSONValue] {
        var query = ListQuery()
        query.filter = filter
        query.view = ReadView(fields: ["name", "display_name", "aliases", "placeholder"])
        var actors: [JSONValue] = []
        var token = ""
        repeat {
            let page = try await resources.page(of: .actors, query, size: Limits.pageSize, token: token)
            actors += page.items
            token = page.nextPageToken
        } while !token.isEmpty && actors.count < Limits.importCandidates
        return actors
    }

    /// With an actor of the record.
    private func pair(_ actor: JSONValue, _ askers: [String: [String]]) {
        guard let name = actor["name"]?.text else { return }
        for folded in FoldedName.names(of: actor).compactMap(FoldedName.of) {
            for asker in askers[folded] ?? [] where asker != name { insert(Pair(asker, name)) }
        }
    }

    /// A filter takes no such long text, and a * as the end of a beginning.
    private static func canBeAsked(_ name: String) -> Bool {
        name.utf8.count <= Limits.termBytes && !name.utf8.contains(UInt8(ascii: "*"))
    }

    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
