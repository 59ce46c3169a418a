/// A revision of a record with its place in the feed: each is the only one of its transaction.
struct Version: Hashable, Sendable, CustomStringConvertible {
    var record: String
    /// Of its transaction.
    var sequence: UInt64
    var shown: Shown

    var description: String { "\(record) at \(shown.revision) in \(sequence)" }
}
