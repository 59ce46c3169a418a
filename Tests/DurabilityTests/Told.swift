/// What a watch tells of one version.
struct Told: Hashable, CustomStringConvertible {
    var id: String
    var revision: Int
    /// Of its transaction.
    var sequence: UInt64
    /// The number of its ChangeType.
    var type: UInt32
    /// Whether its texts are those of that revision.
    var isWhole: Bool

    var description: String { "\(id) at \(revision) in \(sequence)" }

    /// What is wrong with what one watch told, held against the record's own feed; nil when nothing is.
    static func fault(in told: [Told], of feed: [Told]) -> String? {
        let place = zip(told, feed).prefix { $0 == $1 }.count
        guard place < told.count else { return place < feed.count ? "was never told \(feed[place])" : nil }
        let found = told[place]
        if told[..<place].contains(found) { return "was told \(found) again" }
        if feed[place...].contains(found) { return "was told \(found), but not \(feed[place]) before it" }
        return "was told \(found), which the record does not hold"
    }
}
