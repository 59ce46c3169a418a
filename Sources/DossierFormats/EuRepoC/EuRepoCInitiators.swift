/// Whom a row, or several rows of one attribution, name as the initiator.
struct EuRepoCInitiators {
    /// As they stand in one row.
    struct Entry: Equatable {
        let name: String?
        let country: String?
        let category: String?
    }

    let entries: [Entry]
    /// Whether the rows hold every combination of the values: then a row does not say what belongs together.
    let isCrossed: Bool

    private static let state = "State"

    /// Those who are named; where none is, those of whom something is known.
    var accused: [EuRepoCActor] {
        let named = self.named
        let entries = named.isEmpty || !isCrossed ? entries.filter { $0.name == nil } : []
        let unnamed = entries.compactMap { entry -> EuRepoCActor? in
            guard entry.country != nil || entry.category != nil else { return nil }
            if entry.category == Self.state, entry.country != nil { return nil }
            return EuRepoCActor(unnamedOf: entry.country, entry.category)
        }
        return unique(named + states + unnamed)
    }

    /// Those who are named.
    var named: [EuRepoCActor] { unique(entries.compactMap(\.name).map(EuRepoCActor.init(named:))) }

    /// The states themselves, where it is certain of which country an initiator is one.
    private var states: [EuRepoCActor] {
        let countries = Set(entries.compactMap(\.country))
        let categories = Set(entries.map(\.category))
        guard !isCrossed || countries.count == 1 || categories == [Self.state] else { return [] }
        return unique(
            entries.filter { $0.category == Self.state }.compactMap(\.country).map(EuRepoCActor.init(country:))
        )
    }

    private func unique(_ actors: [EuRepoCActor]) -> [EuRepoCActor] {
        var seen: Set<String> = []
        return actors.filter { seen.insert($0.name).inserted }
    }
}
