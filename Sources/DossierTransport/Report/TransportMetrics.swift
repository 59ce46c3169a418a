import Synchronization

/// What is counted of a listener. Any thread.
final class TransportMetrics: Sendable {
    private let spoken = WireProtocol.allCases.map { _ in ConnectionMetrics() }
    private let refused = Mutex<[ConnectionRefusal: UInt64]>([:])
    private let handshakes = Atomic<UInt64>(0)
    private let failedHandshakes = Atomic<UInt64>(0)

    subscript(_ spoken: WireProtocol) -> ConnectionMetrics { self.spoken[spoken.rawValue] }

    /// A connection was refused.
    func refuse(_ reason: ConnectionRefusal) { refused.withLock { $0[reason, default: 0] += 1 } }

    /// A handshake of TLS has ended.
    func shookHands(_ isGood: Bool) {
        if isGood { handshakes.add(1, ordering: .relaxed) } else { failedHandshakes.add(1, ordering: .relaxed) }
    }

    /// - Parameter open: connections now.
    func report(open: Int) -> TransportReport {
        TransportReport(
            connections: WireProtocol.allCases.map { self[$0].report($0) },
            open: open,
            refused: refused.withLock { $0 },
            handshakes: handshakes.load(ordering: .relaxed),
            failedHandshakes: failedHandshakes.load(ordering: .relaxed)
        )
    }
}
