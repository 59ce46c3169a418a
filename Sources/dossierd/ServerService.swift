import DossierCore
import DossierHost
import Glibc
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// Runs a server from its start to the signal that ends it. At each SIGHUP it reads settings, certificate and key, and who
/// may call, anew and brings the modules into line with their folder.
struct ServerService: Service {
    let start: @Sendable () async throws -> Server
    let openAdmin: @Sendable (Server) async throws -> AdminPort?
    let settings: LiveSettings
    let hangups: UnixSignalsSequence
    let manager: ServiceManager
    let log: LogWriter

    func run() async throws {
        let server = try await withGracefulShutdownHandler {
            try await start()
        } onGracefulShutdown: {
            // Nobody is served yet, and it may go through the whole record: the next start begins anew.
            log.flush()
            _exit(0)
        }
        let admin: AdminPort?
        do { admin = try await openAdmin(server) } catch {
            await server.stop(within: 0)
            throw error
        }
        manager.isReady(at: place(of: server))
        Watchdog.start(manager, over: MultiThreadedEventLoopGroup.singleton)
        await withTaskGroup { group in
            group.addTask { await reload(server) }
            try? await gracefulShutdown()
            let grace = settings.current.grace
            manager.isStopping(within: grace + Limits.serviceStepNanoseconds)
            await server.stop(within: grace)
        }
        // The last, so that the drain can be watched.
        await admin?.close()
    }

    private func reload(_ server: Server) async {
        for await _ in hangups.cancelOnGracefulShutdown() {
            manager.isReloading()
            await settings.reload()
            let settings = settings.current
            server.replaceBounds(settings.listener(nil))
            server.replaceCallsPerLine(settings.general.logCalls)
            if let tls = settings.tlsFiles { await server.reloadTLS(tls) }
            await server.reloadIdentities()
            await server.reload(modulesIn: settings.general.modules, within: settings.grace)
            manager.isReady(at: place(of: server))
        }
    }

    private func place(of server: Server) -> String {
        "\(ListenAddress(host: server.address.ipAddress ?? "", port: server.address.port ?? 0))"
    }
}
