/// A watch was told of a transaction.
struct Sighting: Sendable {
    var watch: Int
    var sequence: UInt64
    /// When it had been told, by the clock of the calls.
    var time: Int64
}
