import DossierClient
import DossierCore
import DossierWire

/// Looks in the record for actors that have the names of those of a file, many names at a time, while more of these are
/// taken. A name is looked for as it stands. A search that fails ends nothing: it is kept, to be told.
///
/// The actors of the file itself are passed over, whether or not they have been written meanwhile.
final class SameAsSearch {
    /// Names that are looked for at a time.
    private static let namesPerQuestion = Limits.filterRestrictions / 4

    private let resources: Resources
    /// The hashes of the names of the file's actors.
    private var own: Set<Int> = []
    private var asked: [String] = []
    private var askedBytes = 0
    /// The hashes of what is asked, folded.
    private var folded: Set<Int> = []
    private var search: (found: Task<(actors: [JSONValue], isAll: Bool), any Error>, folded: Set<Int>)?
    /// By the hash of a folded name: the names of the actors that have it.
    private var found: [Int: Set<String>] = [:]
    private var count = 0
    /// Why a search failed, the first that did; nil: none has.
    private(set) var failure: Status?
    /// Whether no more than some of those that have the names were kept.
    private(set) var isCut = false

    init(_ resources: Resources) { self.resources = resources }

    /// An actor of the file.
    func exclude(_ name: String) { own.insert(name.hashValue) }

    /// Looks for who has a name, now or with the next.
    func ask(for name: String) async {
        guard let folded = FoldedName.of(name), Self.canBeAsked(name) else { return }
        self.folded.insert(folded.hashValue)
        asked.append(name)
        askedBytes += 2 * Self.quoted(name).utf8.count + 64
        if asked.count >= Self.namesPerQuestion || askedBytes >= Limits.filterBytes / 2 { await begin() }
    }

    /// Who has been found, by the hashes of folded names, once every name has been asked for.
    func finish() async -> [Int: [String]] {
        await begin()
        await settle()
        return found.compactMapValues { names in
            let others = names.filter { !own.contains($0.hashValue) }
            return others.isEmpty ? nil : others.sorted()
        }
    }

    /// Nobody waits for what is looked for.
    func cancel() { search?.found.cancel() }

    /// Begins to look for what has gathered, once the search before has ended.
    private func begin() async {
        await settle()
        guard !asked.isEmpty else { return }
        search = (Self.search(for: asked, in: resources), folded)
        (asked, askedBytes, folded) = ([], 0, [])
    }

    private func settle() async {
        guard let (result, folded) = search else { return }
        search = nil
        do {
            let (actors, isAll) = try await result.value
            if !isAll { isCut = true }
            for actor in actors { keep(actor, folded) }
        } catch {
            failure = failure ?? (error as? Status ?? Status(.internal, "\(error)"))
        }
    }

    private func keep(_ actor: JSONValue, _ folded: Set<Int>) {
        guard let name = actor["name"]?.text, !own.contains(name.hashValue) else { return }
        for hash in FoldedName.names(of: actor).compactMap(FoldedName.of).map(\.hashValue) where folded.contains(hash) {
            guard count < Limits.importCandidates else {
                isCut = true
                return
            }
            if found[hash, default: []].insert(name).inserted { count += 1 }
        }
    }

    private static func search(
        for names: [String],
        in resources: Resources
    ) -> Task<(actors: [JSONValue], isAll: Bool), any Error> {
        Task {
            let filter = names.flatMap { name in
                ["display_name", "aliases.value"].map { "\($0) = \(quoted(name))" }
            }.joined(separator: " OR ")
            return try await actors(filter, in: resources)
        }
    }

    private static func actors(
        _ filter: String,
        in resources: Resources
    ) async throws(Status) -> (actors: [JSONValue], isAll: Bool) {
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
        return (actors, token.isEmpty)
    }

    /// A filter takes no such long text, and a * as the end of a beginning.
    private static func canBeAsked(_ name: String) -> Bool {
        name.utf8.count <= Limits.termBytes && !name.utf8.contains(UInt8(ascii: "*"))
    }

    private static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
