import DossierAdmin
import DossierCore
import DossierHost
import Logging
import NIOPosix

/// The port for status, metrics and health, where one is asked for.
struct AdminPort {
    private let listener: Task<AdminListener?, Never>

    /// Opens it.
    /// - Parameter waits: the server before may still have the port: it is opened when that one has closed it.
    /// - Throws: as `AdminListener.bind`, but for a port that is waited for.
    static func open(
        _ address: ListenAddress?,
        of server: Server,
        waits: Bool,
        _ logger: Logger
    ) async throws(Status) -> AdminPort? {
        guard let address else { return nil }
        do {
            let listener = try await bind(address, of: server, logger)
            return AdminPort(listener: Task { listener })
        } catch {
            guard waits, error.code == .unavailable else { throw error }
            logger.notice("metrics wait for their port: \(error.message)", metadata: ["address": "\(address)"])
            return AdminPort(listener: Task { await bindLater(address, of: server, logger) })
        }
    }

    /// Closes the port and its connections, or ceases to wait for it.
    func close() async {
        listener.cancel()
        await listener.value?.close()
    }

    private static func bindLater(
        _ address: ListenAddress,
        of server: Server,
        _ logger: Logger
    ) async -> AdminListener? {
        while (try? await Task.sleep(for: .nanoseconds(Limits.adminRetryNanoseconds))) != nil {
            do throws(Status) { return try await bind(address, of: server, logger) } catch {
                guard error.code != .unavailable else { continue }
                logger.error("no metrics: \(error.message)")
                return nil
            }
        }
        return nil
    }

    private static func bind(
        _ address: ListenAddress,
        of server: Server,
        _ logger: Logger
    ) async throws(Status) -> AdminListener {
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
