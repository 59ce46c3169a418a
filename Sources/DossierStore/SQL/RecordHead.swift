/// Where a record stands: its last transaction, which the next one follows.
public struct RecordHead: Sendable, Equatable {
    /// Sequence 0 when it is empty.
    public var moment: Moment
    /// The hash that binds that one to all before: two records are alike up to here when theirs are.
    public var hash: [UInt8]

    /// Selects it.
    static let query = query(and: "")

    /// Selects it, and more columns behind.
    static func query(and columns: String) -> String {
        "SELECT sequence, time, hash\(columns) FROM transactions ORDER BY sequence DESC LIMIT 1"
    }

    /// Before the first.
    static let none = RecordHead(moment: Moment(sequence: 0, time: 0), hash: Chain.genesis)
}
