/// The connections that speak one protocol, since the start. Bytes are counted inside of TLS.
public struct ConnectionReport: Sendable {
    /// What they speak.
    public let spoken: WireProtocol
    /// So many have begun,
    public let opened: UInt64
    /// and so many are open now.
    public let open: Int
    /// Bytes that have been read,
    public let receivedBytes: UInt64
    /// and written.
    public let sentBytes: UInt64
}
