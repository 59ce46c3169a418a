/// A place in a change feed: all versions up to it have been seen.
struct FeedPosition: Comparable {
    /// The transaction that it is in.
    var sequence: UInt64
    /// The last version seen of that transaction; `.max`: all of them.
    var version: Int64

    /// Behind a whole transaction.
    init(after sequence: UInt64) { self.init(sequence: sequence, version: .max) }

    init(sequence: UInt64, version: Int64) {
        self.sequence = sequence
        self.version = version
    }

    static func < (one: FeedPosition, other: FeedPosition) -> Bool {
        (one.sequence, one.version) < (other.sequence, other.version)
    }
}
