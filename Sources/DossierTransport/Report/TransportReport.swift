/// What a listener has to do, since the start.
public struct TransportReport: Sendable {
    /// One for each protocol.
    public let connections: [ConnectionReport]
    /// Connections that are open now, those included that have not said what they speak.
    public let open: Int
    /// Connections that were refused, by reason.
    public let refused: [ConnectionRefusal: UInt64]
    /// Handshakes of TLS that were completed,
    public let handshakes: UInt64
    /// and that were not.
    public let failedHandshakes: UInt64
}
