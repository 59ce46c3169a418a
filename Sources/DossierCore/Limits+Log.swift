/// What is logged and traced, and how much of it at most.
extension Limits {
    /// Bytes of one line.
    public static let logLineBytes = 16 << 10
    /// Bytes of one value in it, escaped; the rest is left out.
    public static let logValueBytes = 4 << 10
    /// Bytes of lines that wait to be written; those that are more are dropped, and counted.
    public static let logWaitingBytes = 4 << 20
    /// How long a server that ends waits for its last lines to be written, nanoseconds.
    public static let logFlushNanoseconds: Int64 = 2_000_000_000
    /// Of so many calls that end well one is logged.
    public static let callsPerLine = 1_000
    /// It can be set to so many at most.
    public static let callsPerLineAtMost = 1_000_000_000
    /// Lines of calls of one kind (failed by their callers, failed by the server, traced) at once;
    public static let callLines = 500
    /// and so many each second from then on. The others are counted.
    public static let callLinesPerSecond = 50
    /// Bytes of the id that a client gives a call.
    public static let callIDBytes = 128
    /// Spans that wait to be sent to a collector; those that are more are dropped, and counted.
    public static let spansWaiting = 2_048
    /// Spans of one request, which is made as soon as there are so many,
    public static let spansPerRequest = 512
    /// and every so often, nanoseconds.
    public static let spanPauseNanoseconds: Int64 = 5_000_000_000
    /// How long one may take, and all that are left to a server that ends together, nanoseconds.
    public static let spanRequestNanoseconds: Int64 = 2_000_000_000
}
