import Synchronization

/// What is counted of the connections that speak one protocol. Any thread.
final class ConnectionMetrics: Sendable {
    private let openedCount = Atomic<UInt64>(0)
    private let closedCount = Atomic<UInt64>(0)
    private let receivedBytes = Atomic<UInt64>(0)
    private let sentBytes = Atomic<UInt64>(0)

    /// A connection has begun to speak it.
    func opened() { openedCount.wrappingAdd(1, ordering: .relaxed) }

    /// It has ended.
    func closed() { closedCount.wrappingAdd(1, ordering: .relaxed) }

    /// So many bytes were read and written.
    func moved(received: Int, sent: Int) {
        if received > 0 { receivedBytes.wrappingAdd(UInt64(received), ordering: .relaxed) }
        if sent > 0 { sentBytes.wrappingAdd(UInt64(sent), ordering: .relaxed) }
    }

    func report(_ spoken: WireProtocol) -> ConnectionReport {
        let closed = closedCount.load(ordering: .relaxed)
        let opened = openedCount.load(ordering: .relaxed)
        return ConnectionReport(
            spoken: spoken,
            opened: opened,
            open: Int(opened - min(closed, opened)),
            receivedBytes: receivedBytes.load(ordering: .relaxed),
            sentBytes: sentBytes.load(ordering: .relaxed)
        )
    }
}
