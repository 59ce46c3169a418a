/// Chooses what is called next: a kind by its weight, and one of its requests.
struct Dice {
    private var random: SplitMix
    /// A kind stands in as many places as its weight says.
    private let kinds: [Int]
    private let requests: [Int]

    init(_ calls: [LoadCall], seed: UInt64) {
        random = SplitMix(seed: seed)
        kinds = calls.indices.flatMap { Array(repeating: $0, count: calls[$0].weight) }
        requests = calls.map(\.requests.count)
    }

    mutating func roll() -> (kind: Int, request: Int) {
        let kind = kinds.count == 1 ? 0 : kinds[random.below(kinds.count)]
        return (kind, requests[kind] == 1 ? 0 : random.below(requests[kind]))
    }
}
