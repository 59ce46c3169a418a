import DossierAdmin
import DossierTesting
import NIOPosix
import TestSupport

/// The port for status, metrics and health of a server in this process.
struct Admin {
    let port: Int

    static func run<Result>(of server: TestServer, _ body: (Admin) async throws -> Result) async throws -> Result {
        let listener = try await AdminListener.bind(
            host: "127.0.0.1",
            port: 0,
            on: MultiThreadedEventLoopGroup.singleton,
            report: { server.report() }
        )
        do {
            let result = try await body(Admin(port: listener.address.port ?? 0))
            await listener.close()
            return result
        } catch {
            await listener.close()
            throw error
        }
    }

    func get(_ path: String, _ options: String...) async throws -> Curl.Reply {
        try await Curl.run(options + ["http://127.0.0.1:\(port)\(path)"])
    }
}
