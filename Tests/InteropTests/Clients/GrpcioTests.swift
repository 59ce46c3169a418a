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
            try await InteropServer.run { try await run("health.py", $0) }
        }

        private func run(_ script: String, _ server: DossierdProcess) async throws {
            let path = "Tests/InteropTests/Clients/\(script)"
            let command = try await Command.run(
                "timeout",
                "100",
                "python3",
                path,
                "\(server.port)",
                "\(server.identifier)"
            )
            #expect(command.status == 0, "\(script): \(command.output)")
        }
    }
}
