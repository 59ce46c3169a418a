/// Where a connection stands in its life.
enum ConnectionPhase {
    case open
    /// It takes no more calls, or will soon, and parts when the last one has ended.
    case draining
    /// All is said: what still arrives is dropped until the client closes.
    case parting
    case closed

    /// Requests are taken and replies written.
    var isServing: Bool { self == .open || self == .draining }
}
