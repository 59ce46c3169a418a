import DossierAdmin
import DossierHost
import Glibc
import ServiceLifecycle
import UnixSignals

/// Runs a server from its start to the signal that ends it. At each SIGHUP it reads settings, certificate and key, and who
/// may call, anew and brings the modules into line with their folder.
struct ServerService: Service {
    let start: @Sendable () async throws -> Server
    let openAdmin: @Sendable (Server) async throws -> AdminListener?
    let settings: LiveSettings
    let hangups: UnixSignalsSequence

    func run() async throws {
        let server = try await withGracefulShutdownHandler {
            try await start()
        } onGracefulShutdown: {
            // Nobody is served yet, and it may go through the whole record: the next start begins anew.
            _exit(0)
        }
        let admin: AdminListener?
        do { admin = try await openAdmin(server) } catch {
            await server.stop(within: 0)
            throw error
        }
        await withTaskGroup { group in
            group.addTask { await reload(server) }
            try? await gracefulShutdown()
            await server.stop(within: settings.current.grace)
        }
        // The last, so that the drain can be watched.
        await admin?.close()
    }

    private func reload(_ server: Server) async {
        for await _ in hangups.cancelOnGracefulShutdown() {
            await settings.reload()
            let settings = settings.current
            server.replaceBounds(settings.listener(nil))
            if let tls = settings.tlsFiles { await server.reloadTLS(tls) }
            await server.reloadIdentities()
            await server.reload(modulesIn: settings.general.modules, within: settings.grace)
        }
    }
}
