import Foundation
import TestSupport
import Testing

extension InteropTests {
    /// Clients that no library would make, against a server of its own process: it goes on serving others, takes no more
    /// memory than is named, and ends well when it is asked to. What is done to it is written in Python, see `Abuse`.
    struct AbuseTests {
        /// The files of `Abuse` that hold cases.
        enum Theme: String, CaseIterable {
            case resets, floods, headers, streams, calls, messages, windows, uploads, connections, mutations

            /// What it does has much freed: to use that still must not go unnoticed. Memory is not measured well then.
            var looksForFreedMemory: Bool { [.resets, .headers, .streams, .calls, .mutations].contains(self) }
        }

        @Test(arguments: Theme.allCases)
        func bears(_ theme: Theme) async throws {
            try raiseDescriptorLimit()
            try await withServer(theme.looksForFreedMemory ? ["MALLOC_PERTURB_": "165"] : [:]) { server in
                try await run(Self.folder.path, theme.rawValue, "\(server.port)", "\(server.identifier)")
                #expect(await server.stop() == 0)
            }
        }

        @Test func keepsItsWordWhenItIsAskedToEnd() async throws {
            try await withServer { server in
                let script = Self.folder.appending(path: "drain.py").path
                try await run(script, "\(server.port)", "\(server.identifier)")
                #expect(await server.status() == 0)
            }
        }

        private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Abuse")

        private func run(_ arguments: String...) async throws {
            let command = try await Command.run(["timeout", "900", "python3"] + arguments)
            #expect(command.status == 0, "\(command.output)")
        }

        private func withServer(
            _ environment: [String: String] = [:],
            _ body: (DossierdProcess) async throws -> Void
        ) async throws {
            try await withTemporaryFolder { folder in
                let server = try await DossierdProcess.start(
                    in: folder,
                    record: folder,
                    // One case must not be refused for what the one before has left in the queue.
                    arguments: ["--queue-time", "60000"],
                    environment: environment
                )
                do { try await body(server) } catch {
                    await server.kill()
                    throw error
                }
                await server.kill()
            }
        }
    }
}
