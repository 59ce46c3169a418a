import Foundation
import TestSupport
import Testing

/// A server of gRPC's interoperability test service, beside the bundled modules.
enum InteropServer {
    /// Runs a closure beside it.
    static func run(_ arguments: [String] = [], _ body: (DossierdProcess) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let built = try await Command.run("scripts/interop-module", folder.path)
            try #require(built.status == 0, "\(built.output)")
            let server = try await DossierdProcess.start(
                in: folder,
                record: folder,
                modules: Products.modules() + [folder.appending(path: "interop.so")],
                arguments: arguments
            )
            do {
                try await body(server)
            } catch {
                await server.kill()
                throw error
            }
            #expect(await server.stop() == 0)
        }
    }
}
