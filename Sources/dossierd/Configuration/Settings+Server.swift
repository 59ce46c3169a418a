import DossierCore
import DossierTransport

/// The same as the server takes them.
extension Settings {
    var exposure: Exposure {
        Exposure(
            address: (try? HandedSocket.find())?.address ?? general.listen,
            admin: general.admin,
            hasIdentities: general.identities != nil,
            hasTLS: tlsFiles != nil,
            isTLSOnly: tls.only,
            isInsecure: general.insecure
        )
    }

    /// Nil: TLS is not spoken.
    var tlsFiles: ServerTLS.Files? {
        guard let cert = tls.cert, let key = tls.key else { return nil }
        return ServerTLS.Files(certificate: cert, key: key, clientAuthorities: tls.clientCa)
    }

    /// Nanoseconds.
    var grace: Int64 { Self.nanoseconds(general.grace) }

    /// Of the calls of one subject.
    var callRate: CallRate? { limits.rate.map { CallRate(perSecond: $0) } }

    /// Of calls, whatever the door.
    var callLimits: CallLimits {
        var bounds = CallLimits()
        bounds.calls = limits.calls
        bounds.decodedBytes = limits.decodedBytes
        bounds.queue = limits.queue
        bounds.queueNanoseconds = Int64(limits.queueTime) * 1_000_000
        return bounds
    }

    /// What is the doors' to see to.
    /// - Parameters:
    ///   - tls: what they speak TLS with; nil: they do not.
    ///   - socket: one that was handed over; nil: they open their own.
    func listener(_ tls: ServerTLS?, socket: CInt? = nil) -> ListenerConfiguration {
        var listener = ListenerConfiguration(host: general.listen.host, port: general.listen.port)
        listener.socket = socket
        listener.tls = tls
        listener.isTLSOnly = self.tls.only
        listener.allowedOrigins = Set(general.allowOrigin.map(\.text))
        listener.ageNanoseconds = general.maxAge.map(Self.nanoseconds)
        listener.ageGraceNanoseconds = grace
        listener.connections = limits.connections
        listener.connectionsPerPeer = limits.connectionsPerPeer
        listener.callsPerConnection = limits.callsPerConnection
        listener.messageBytes = limits.messageBytes
        listener.metadataBytes = limits.metadataBytes
        listener.handshakeNanoseconds = Self.nanoseconds(limits.handshakeTime)
        listener.idleNanoseconds = Self.nanoseconds(limits.idleTime)
        listener.frameNanoseconds = Self.nanoseconds(limits.frameTime)
        listener.callNanoseconds = Self.nanoseconds(limits.callTime)
        return listener
    }

    private static func nanoseconds(_ seconds: Int) -> Int64 { Int64(seconds) * 1_000_000_000 }
}
