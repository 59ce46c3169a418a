import DossierCore

/// An item that was refused because it refers to another of its kind that may still come.
struct DeferredItem: Sendable {
    let item: ImportItem
    /// The name that it refers to.
    let missing: String
    /// The refusal.
    let status: Status

    /// Each after the one that it waits for, where that is among them; else in their order.
    static func ordered(_ items: [DeferredItem]) -> [DeferredItem] {
        let places = Dictionary(items.enumerated().map { ($1.item.name, $0) }) { first, _ in first }
        var isDone = [Bool](repeating: false, count: items.count)
        var result: [DeferredItem] = []
        for start in items.indices {
            // Towards what is waited for, then back: with a list of our own, since chains can be long.
            var chain: [Int] = []
            var next: Int? = start
            while let index = next, !isDone[index] {
                isDone[index] = true
                chain.append(index)
                next = places[items[index].missing]
            }
            result += chain.reversed().map { items[$0] }
        }
        return result
    }
}
