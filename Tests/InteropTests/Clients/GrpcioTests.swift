import Foundation
import TestSupport
import Testing

extension InteropTests {
    /// gRPC's client in Python at the interoperability test service, and with its health and reflection packages.
    struct GrpcioTests {
        @Test(.timeLimit(.minutes(5))) func everyCasePasses() async throws {
            try await InteropServer.run { try await run("interop.py", $0) }
        }

        @Test(.timeLimit(.minutes(2))) func healthIsWatchedThroughADrain() async throws {
            try await InteropServer.run { server in
                async let watched: Void = run("health.py", server)
                // Long enough for its streams to have begun.
                try await Task.sleep(for: .seconds(3))
                _ = await server.stop()
                try await watched
            }
        }

        private func run(_ script: String, _ server: DossierdProcess) async throws {
            let path = "Tests/InteropTests/Clients/\(script)"
            let command = try await Command.run("timeout", "100", "python3", path, "\(server.port)")
            #expect(command.status == 0, "\(script): \(command.output)")
        }
    }
}
