import DossierCore

/// Where a listener listens and what it bounds; the defaults are those of `Limits`.
public struct ListenerConfiguration: Sendable {
    /// A name or an address.
    public var host: String
    /// 0: one that is free.
    public var port: Int
    /// Connections that wait to be accepted.
    public var backlog = Limits.backlog
    /// Connections at a time; one more is closed at once.
    public var connections = Limits.connections
    /// Open calls on one connection; one more is answered RESOURCE_EXHAUSTED.
    public var callsPerConnection = Limits.callsPerConnection
    /// Bytes waiting to be written to one connection before it is no longer read.
    public var outboundBytes = Limits.outboundBytes
    /// Bytes waiting to be written to one connection before further replies are replaced by RESOURCE_EXHAUSTED.
    public var outboundCeilingBytes = Limits.outboundCeilingBytes
    /// A connection without an open call is closed after this long, nanoseconds.
    public var idleNanoseconds = Limits.idleNanoseconds
    /// What has begun to arrive must be complete within this long, nanoseconds.
    public var frameNanoseconds = Limits.frameNanoseconds
    /// How long a connection that has been told its end may take to close its side, nanoseconds.
    public var lingerNanoseconds = Limits.lingerNanoseconds

    /// At this address, with the bounds of `Limits`.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
