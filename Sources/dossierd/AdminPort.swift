import DossierAdmin
import DossierCore
import DossierHost
import Logging
import NIOPosix

/// The port for metrics and health, where one is asked for.
enum AdminPort {
    static func open(
        _ address: ListenAddress?,
        of server: Server,
        _ logger: Logger
    ) async throws(Status) -> AdminListener? {
        guard let address else { return nil }
        let listener = try await AdminListener.bind(
            host: address.host,
            port: address.port,
            on: MultiThreadedEventLoopGroup.singleton,
            report: { server.report() }
        )
        logger.notice("metrics", metadata: ["address": "\(listener.address)"])
        return listener
    }
}
