/// What is wrong with a history.
struct Fault: Sendable, CustomStringConvertible {
    /// Which record it is about; empty: the whole.
    var record: String
    var description: String
}
