import DossierCore
import DossierTransport

/// The same as the server takes them.
extension LimitOptions {
    /// Of the calls of one subject.
    var callRate: CallRate? { rate.map { CallRate(perSecond: $0) } }

    /// Of calls, whatever the door.
    var callLimits: CallLimits {
        var limits = CallLimits()
        limits.calls = calls
        limits.decodedBytes = decodedBytes
        limits.queue = queue
        limits.queueNanoseconds = Int64(queueTime) * 1_000_000
        return limits
    }

    /// Sets what is the doors' to see to.
    func apply(to configuration: inout ListenerConfiguration) {
        configuration.connections = connections
        configuration.connectionsPerPeer = connectionsPerPeer
        configuration.callsPerConnection = callsPerConnection
        configuration.messageBytes = messageBytes
        configuration.metadataBytes = metadataBytes
        configuration.handshakeNanoseconds = Self.nanoseconds(handshakeTime)
        configuration.idleNanoseconds = Self.nanoseconds(idleTime)
        configuration.frameNanoseconds = Self.nanoseconds(frameTime)
        configuration.callNanoseconds = Self.nanoseconds(callTime)
    }

    private static func nanoseconds(_ seconds: Int) -> Int64 { Int64(seconds) * 1_000_000_000 }
}
