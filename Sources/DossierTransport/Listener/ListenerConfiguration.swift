import DossierCore

/// Where a listener listens and what it bounds; the defaults are those of `Limits`.
public struct ListenerConfiguration: Sendable {
    /// A name or an address.
    public var host: String
    /// 0: one that is free.
    public var port: Int
    /// A TCP socket that listens already, instead of `host` and `port`; it is the listener's from then on. Others may have
    /// it, too, and are not disturbed when the listener closes it. Nil: it opens its own.
    public var socket: CInt?
    /// What it speaks TLS with, on the same port; nil: it does not.
    public var tls: ServerTLS?
    /// Of those that speak TLS: it is refused to speak anything else.
    public var isTLSOnly = false
    /// Origins whose pages may call from a browser, as browsers write them ("https://example.org"); "*": all.
    public var allowedOrigins: Set<String> = []
    /// Connections that wait to be accepted.
    public var backlog = Limits.backlog
    /// Connections at a time; one more is closed at once.
    public var connections = Limits.connections
    /// Of these, from one IPv4 address or one IPv6 network of 64 bits; one more is closed at once.
    public var connectionsPerPeer = Limits.connectionsPerPeer
    /// Told of each connection that is refused: whose ("127.0.0.1:53124"), and why. On the connection's event loop.
    public var onRefusal: @Sendable (_ peer: String, ConnectionRefusal) -> Void = { _, _ in }
    /// Open calls on one connection; one more is answered RESOURCE_EXHAUSTED.
    public var callsPerConnection = Limits.callsPerConnection
    /// Bytes of one message that is received, and of the body of a request by HTTP; `Limits.messageBytes` at most, which
    /// bounds what is sent.
    public var messageBytes = Limits.messageBytes
    /// Bytes of the metadata of one call; `Limits.metadataBytes` at most.
    public var metadataBytes = Limits.metadataBytes
    /// Bytes that a message of JSON may take in memory; `Limits.decodedBytes` at most.
    public var decodedBytes = Limits.decodedBytes
    /// Bytes of messages that have arrived in part on the HTTP/2 streams of one connection; the call whose message makes
    /// them more is answered RESOURCE_EXHAUSTED.
    public var partialMessageBytes = Limits.partialMessageBytes
    /// Bytes of JSON and of messages that wait to be converted by a worker; the call that would make them more is answered
    /// RESOURCE_EXHAUSTED.
    public var jsonWaitingBytes = Limits.jsonWaitingBytes
    /// Bytes waiting to be written to one connection before it is no longer read.
    public var outboundBytes = Limits.outboundBytes
    /// Bytes waiting to be written to one connection before further replies are replaced by RESOURCE_EXHAUSTED.
    public var outboundCeilingBytes = Limits.outboundCeilingBytes
    /// A connection without an open call is closed after this long, nanoseconds.
    public var idleNanoseconds = Limits.idleNanoseconds
    /// What has begun to arrive must be complete within this long, nanoseconds.
    public var frameNanoseconds = Limits.frameNanoseconds
    /// A call that does not stream must be answered within this long, nanoseconds.
    public var callNanoseconds = Limits.callNanoseconds
    /// A TLS handshake must be complete within this long, nanoseconds.
    public var handshakeNanoseconds = Limits.handshakeNanoseconds
    /// How long a connection that has been told its end may take to close its side, nanoseconds.
    public var lingerNanoseconds = Limits.lingerNanoseconds
    /// How long a drain waits for a call that may be on its way, nanoseconds.
    public var lateCallNanoseconds = Limits.lateCallNanoseconds
    /// HTTP/2: a client that has been silent for so long is pinged, nanoseconds.
    public var pingNanoseconds = Limits.pingNanoseconds
    /// HTTP/2: a connection is closed when its client does not answer a ping for so long, nanoseconds.
    public var pingAnswerNanoseconds = Limits.pingAnswerNanoseconds
    /// HTTP/2: how often a client may ping while nothing is sent to it, nanoseconds.
    public var clientPingNanoseconds = Limits.clientPingNanoseconds
    /// HTTP/2: a connection is drained when it is so old, nanoseconds, give or take a tenth; nil: never.
    public var ageNanoseconds: Int64?
    /// HTTP/2: how long the calls of a connection that is so old may take to end, nanoseconds.
    public var ageGraceNanoseconds = Limits.drainNanoseconds

    /// Bytes of the head of one HTTP/1 request.
    var httpHeadBytes: Int { min(Limits.httpHeadBytes, metadataBytes) }

    /// At this address, with the bounds of `Limits`.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
