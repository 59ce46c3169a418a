/// Of loads that a client makes to measure a server.
extension Limits {
    /// Names of incidents that a load asks for.
    public static let loadNames = 10_000
    /// Different requests of one kind of call in a load.
    public static let loadRequests = 4_096
    /// How long a load waits for the last answers, nanoseconds.
    public static let loadPatienceNanoseconds: Int64 = 10_000_000_000
    /// A call that a load makes so long after it was due is late, nanoseconds.
    public static let loadLateNanoseconds: Int64 = 1_000_000
    /// Connections of a load.
    public static let loadConnections = 4_096
    /// Calls open on each of them.
    public static let loadInFlight = 4_096
    /// Threads that make a load.
    public static let loadThreads = 64
    /// Watches beside a load.
    public static let loadWatchers = 1_024
    /// Incidents that are created for these to see, a second.
    public static let loadWatchedRate = 20
    /// Calls a second of a load.
    public static let loadRate = 10_000_000.0
    /// Calls that are due within so long are made together, nanoseconds;
    public static let loadTickNanoseconds: Int64 = 50_000
    /// so many of them, at most, by one connection before the next one's turn.
    public static let loadCallsTogether = 16
    /// The weight of one kind of call in a load.
    public static let loadWeight = 1_000
    /// How long a load, or its warm-up, may be: a day, seconds.
    public static let loadSeconds = 86_400
    /// Rates that a search for the highest one that holds tries, those that it repeats included.
    public static let loadSteps = 64
    /// Incidents that a load has made before it begins.
    public static let loadPrepared = 10_000_000
}
