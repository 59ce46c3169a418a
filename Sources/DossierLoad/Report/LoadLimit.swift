/// Why a load could not do more, where it was not the server.
public enum LoadLimit: String, Sendable {
    /// A thread of the load had nearly all of a processor.
    case processor
    /// Calls were made late, though there was room for them: the load's threads did not get on a processor.
    case lateness

    /// The share of its time from which on a thread counts as busy all the time.
    public static let processorShare = 0.9
    /// The share of the calls that may be made late.
    public static let lateShare = 0.01
}
