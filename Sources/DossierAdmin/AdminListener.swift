import DossierCore
import DossierHost
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A port of its own for whoever runs a server: its status, metrics and health, by HTTP/1.1 and GET alone. It knows no
/// callers, so that it belongs on the loopback address or a network of its own.
public final class AdminListener: Sendable {
    /// Where it listens: the port that was free when 0 was asked for.
    public let address: SocketAddress

    private let channel: any Channel
    private let connections: AdminConnections
    /// Takes samples for the rates of the status page.
    private let sampling: RepeatedTask

    private init(
        _ channel: any Channel,
        _ address: SocketAddress,
        _ connections: AdminConnections,
        _ sampling: RepeatedTask
    ) {
        self.channel = channel
        self.address = address
        self.connections = connections
        self.sampling = sampling
    }

    /// Opens the port.
    /// - Parameters:
    ///   - port: 0: one that is free.
    ///   - nanoseconds: how often `report` is asked for the rates of the status page.
    ///   - report: how the server is; may block, but not for long. Any thread.
    /// - Throws: UNAVAILABLE when somebody else has the port, FAILED_PRECONDITION when it cannot be opened, with the reason.
    public static func bind(
        host: String,
        port: Int,
        on group: any EventLoopGroup,
        samplesEvery nanoseconds: Int64 = Limits.statusSampleNanoseconds,
        report: @escaping @Sendable () -> ServerReport
    ) async throws(Status) -> AdminListener {
        let connections = AdminConnections()
        let history = ReportHistory(report)
        do {
            let channel = try await ServerBootstrap(group: group)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    guard connections.admit(channel) else { return channel.close() }
                    return channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers(AdminConnection.handlers(history))
                    }
                }
                .bind(host: host, port: port).get()
            guard let address = channel.localAddress else { throw ChannelError.ioOnClosedChannel }
            return AdminListener(channel, address, connections, sample(history, every: nanoseconds, on: group.next()))
        } catch {
            let number = (error as? IOError)?.errnoCode
            let reason = number.map { String(cString: strerror($0)) } ?? "\(error)"
            throw Status(
                number == EADDRINUSE ? .unavailable : .failedPrecondition,
                "cannot listen on \(host):\(port) for --admin: \(reason); free the port or choose another"
            )
        }
    }

    /// On a thread that may be blocked.
    private static func sample(
        _ history: ReportHistory,
        every nanoseconds: Int64,
        on eventLoop: any EventLoop
    ) -> RepeatedTask {
        eventLoop.scheduleRepeatedAsyncTask(initialDelay: .zero, delay: .nanoseconds(nanoseconds)) { _ in
            NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) { history.sample() }
        }
    }

    /// Closes the port and every connection.
    public func close() async {
        sampling.cancel()
        try? await channel.close().get()
        for connection in connections.all { try? await connection.close().get() }
    }
}
