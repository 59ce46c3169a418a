import DossierClient
import DossierCore

/// Finds actors that share a name, among those that are imported, and between them and those that the record holds.
///
/// Of each name and each actor a few bytes are kept. What is found follows from the file and from what the record holds
/// beside it: to import a file again finds the same.
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
        /// In the order of the file.
        let place: Int32
    }

    /// In a larger group each is paired with the first only, the first by its name: that is the same from whichever file
    /// the group is seen.
    private static let smallGroup = 8

    private let search: SameAsSearch
    private var names: [Name] = []
    /// The ids of the actors, one behind the other, and where each ends.
    private var ids: [UInt8] = []
    private var ends: [Int32] = []
    private var pairs: Set<Pair> = []
    private var isFull = false

    init(_ resources: Resources) { search = SameAsSearch(resources) }

    /// Why a search in the record failed, the first that did; nil: none has.
    var failure: Status? { search.failure }

    /// Whether more share a name than are paired.
    var isCut: Bool { isFull || search.isCut }

    /// Takes an actor of the file.
    func take(_ actor: DossierResource) async {
        search.exclude(actor.name)
        let actorNames = FoldedName.names(of: actor.fields)
        guard !actorNames.isEmpty, names.count < Int(Int32.max) - actorNames.count else { return }
        for hash in actorNames.compactMap(FoldedName.of).map(\.hashValue).unique {
            names.append(Name(hash: hash, actor: Int32(ends.count), place: Int32(names.count)))
        }
        ids += Array(actor.id.utf8)
        ends.append(Int32(clamping: ids.count))
        for name in actorNames { await search.ask(for: name) }
    }

    /// All pairs, once every actor has been taken; past `Limits.importCandidates` the first in the order of the file.
    func finish() async -> [Pair] {
        let others = await search.finish()
        for group in groups(with: others) where !isFull { pair(group, others[names[group.lowerBound].hash] ?? []) }
        return pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    /// Nobody waits for the pairs.
    func cancel() { search.cancel() }

    /// Places in `names` of those that are shared, in the order of the file.
    private func groups(with others: [Int: [String]]) -> [Range<Int>] {
        names.sort { ($0.hash, $0.place) < ($1.hash, $1.place) }
        var groups: [Range<Int>] = []
        var start = 0
        while start < names.count {
            var end = start + 1
            while end < names.count, names[end].hash == names[start].hash { end += 1 }
            if end - start > 1 || others[names[start].hash] != nil { groups.append(start..<end) }
            start = end
        }
        return groups.sorted { names[$0.lowerBound].place < names[$1.lowerBound].place }
    }

    /// Pairs actors of the file with each other and with others of the record, but these not among themselves.
    private func pair(_ group: Range<Int>, _ others: [String]) {
        let own = names[group].lazy.map { self.name(of: Int($0.actor)) }
        guard group.count + others.count > Self.smallGroup else {
            let all = Array(own) + others
            for index in 0..<group.count { for second in all[(index + 1)...] { insert(all[index], second) } }
            return
        }
        let ownFirst = own.min()!
        let first = others.first.map { min($0, ownFirst) } ?? ownFirst
        for second in own { insert(first, second) }
        if first == ownFirst { for second in others { insert(first, second) } }
    }

    private func insert(_ one: String, _ other: String) {
        guard one != other, !isFull else { return }
        let pair = Pair(one, other)
        if pairs.count < Limits.importCandidates { pairs.insert(pair) } else { isFull = !pairs.contains(pair) }
    }

    private func name(of actor: Int) -> String {
        let start = actor == 0 ? 0 : Int(ends[actor - 1])
        return "actors/\(String(decoding: ids[start..<Int(ends[actor])], as: UTF8.self))"
    }
}
