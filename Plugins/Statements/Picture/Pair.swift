/// What a statement means for one accused of an incident.
struct Pair {
    var accused: String
    var sign: Sign
    /// What the referent in doubt can be; empty: it is meant.
    var candidates: [String]

    var isMeant: Bool { candidates.isEmpty }
}

/// Pairs of one statement, each accused and sign once: one that is meant is not possible besides, and of two doubts the
/// first stays.
struct Pairs {
    private struct Key: Hashable {
        let accused: String
        let sign: Sign
    }

    private(set) var all: [Pair] = []
    private var places: [Key: Int] = [:]

    init(_ pairs: some Sequence<Pair> = []) {
        for pair in pairs { add(pair) }
    }

    /// - Returns: whether it says more than was known.
    @discardableResult
    mutating func add(_ pair: Pair) -> Bool {
        let key = Key(accused: pair.accused, sign: pair.sign)
        if let place = places[key] {
            guard pair.isMeant, !all[place].isMeant else { return false }
            all[place] = pair
        } else {
            places[key] = all.count
            all.append(pair)
        }
        return true
    }

    /// Those that are meant, of several signs for one accused the first, and all that are possible.
    var decided: [Pair] {
        var first: [String: Sign] = [:]
        for pair in all where pair.isMeant { first[pair.accused] = min(first[pair.accused] ?? .disputes, pair.sign) }
        return all.filter { !$0.isMeant || $0.sign == first[$0.accused] }
    }
}
