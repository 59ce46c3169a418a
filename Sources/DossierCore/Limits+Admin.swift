/// Of the port for metrics and health.
extension Limits {
    /// Connections at a time; one more is closed at once.
    public static let adminConnections = 16
    /// Bytes of the head of a request, and of each of its fields.
    public static let adminHeadBytes = 8 << 10
    /// How long a connection may take for its next request and for the reply to it, nanoseconds.
    public static let adminNanoseconds: Int64 = 90_000_000_000
}
