import DossierCore

/// The latest changes of one kind, in commit order, within `Limits.tailEntries` and `Limits.tailBytes`.
struct KindFeed {
    /// All changes behind this place are here.
    private(set) var start: FeedPosition
    /// Those before `first` have been let go.
    private var changes: [Change] = []
    private var first = 0
    private var bytes = 0

    /// Empty: nothing has changed since.
    init(after start: FeedPosition) { self.start = start }

    /// Adds the next change, and lets the oldest go.
    mutating func append(_ change: Change) {
        changes.append(change)
        bytes += change.cost
        while bytes > Limits.tailBytes || changes.count - first > Limits.tailEntries {
            bytes -= changes[first].cost
            start = changes[first].position
            first += 1
        }
        // Seldom enough that each change is moved a few times only.
        if first * 8 > changes.count {
            changes.removeSubrange(..<first)
            first = 0
        }
    }

    /// Some changes behind a place that is not before `start`, up to a transaction.
    func changes(after position: FeedPosition, upTo last: UInt64, atMost count: Int) -> [Change] {
        let begin = index(after: position)
        let end = min(index(after: FeedPosition(after: last)), begin + count)
        // A slice would keep the whole array, and the next append would have to copy it.
        return Array(changes[begin..<max(begin, end)])
    }

    /// The first change behind a place.
    private func index(after position: FeedPosition) -> Int {
        var low = first
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].position <= position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
