import DossierCore
import NIOCore

/// Which pings of a client are too many (gRFC A8): those that come sooner than allowed while nothing is sent to it.
struct PingPolicy {
    /// How often it may.
    let interval: TimeAmount
    private var last: NIODeadline?
    private var strikes = 0

    init(interval: TimeAmount) { self.interval = interval }

    /// A ping has come. False when there have been too many.
    mutating func take(at now: NIODeadline) -> Bool {
        defer { last = now }
        if let last, now - last < interval { strikes += 1 }
        return strikes <= Limits.clientPingStrikes
    }

    /// Something of a reply was sent: a client may measure its way by pings then.
    mutating func forgive() {
        last = nil
        strikes = 0
    }
}
