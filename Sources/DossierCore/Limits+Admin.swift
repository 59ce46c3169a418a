/// Of what is told of a server, and of the port that tells it.
extension Limits {
    /// Calls that took longer, nanoseconds, may be among the slowest that are kept;
    public static let slowCallNanoseconds: Int64 = 1_000_000
    /// of them so many,
    public static let slowCalls = 32
    /// for so long, nanoseconds.
    public static let slowCallsNanoseconds: Int64 = 300_000_000_000

    /// Connections at a time; one more is closed at once.
    public static let adminConnections = 16
    /// Bytes of the head of a request, and of each of its fields.
    public static let adminHeadBytes = 8 << 10
    /// How long a connection may take for its next request and for the reply to it, nanoseconds.
    public static let adminNanoseconds: Int64 = 90_000_000_000
    /// How often a server tries to open the port that the server before still has, nanoseconds.
    public static let adminRetryNanoseconds: Int64 = 250_000_000

    /// Reports that are kept for the rates of the status page,
    public static let statusSamples = 13
    /// how long after each other they are taken, nanoseconds,
    public static let statusSampleNanoseconds: Int64 = 5_000_000_000
    /// and how far two must lie apart to make a rate of, nanoseconds.
    public static let statusWindowLeastNanoseconds: Int64 = 1_000_000_000
    /// How often the status page loads itself anew, seconds.
    public static let statusRefreshSeconds = 5
    /// Methods that it has a row for, and those that it names because nobody has called them;
    public static let statusMethods = 200
    /// and rows of slow calls.
    public static let statusSlowCalls = 10
}
