import DossierClient
import DossierCore
import NIOCore
import NIOPosix

/// Opens the connections of a load.
enum Dialer {
    /// How long one may take, with its TLS handshake.
    private static let timeout = TimeAmount.seconds(10)

    /// Opens one and hands it to the loop.
    static func connect<Wire: LoadWire>(_ loop: NIOLoopBound<LoadLoop<Wire>>, _ plan: LoadPlan) async throws {
        let deadline = NIODeadline.now() + timeout
        let bootstrap = ClientBootstrap(group: loop.eventLoop)
            .connectTimeout(timeout)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        let secured = try await bootstrap.connect(host: plan.address.host, port: plan.address.port) { channel in
            channel.eventLoop.makeCompletedFuture {
                let secured = try plan.tls?.secure(channel, to: plan.address, by: deadline)
                try channel.pipeline.syncOperations.addHandler(try loop.value.add())
                return secured
            }
        }
        try await secured?.get()
    }
}
