import Foundation
import TestSupport
import Testing

extension InteropTests {
    /// The official interoperability client in Ruby, as Debian packages it, case by case.
    struct RubyTests {
        private static let cases = [
            "empty_unary", "large_unary", "client_streaming", "server_streaming", "ping_pong", "empty_stream",
            "cancel_after_begin", "cancel_after_first_response", "timeout_on_sleeping_server", "custom_metadata",
            "status_code_and_message", "unimplemented_method", "unimplemented_service", "client_compressed_unary",
            "client_compressed_streaming",
        ]

        @Test(.timeLimit(.minutes(5))) func everyCasePasses() async throws {
            let client = try await path()
            try await InteropServer.run { server in
                for name in Self.cases {
                    let run = try await Command.run(
                        "timeout",
                        "60",
                        "ruby",
                        client,
                        "--server_host=127.0.0.1",
                        "--server_port=\(server.port)",
                        "--test_case=\(name)"
                    )
                    #expect(run.status == 0, "\(name): \(run.output)")
                    #expect(run.output.contains("OK: "), "\(name): \(run.output)")
                }
            }
        }

        private func path() async throws -> String {
            let listing = try await Command.run("dpkg", "-L", "ruby-grpc")
            let client = listing.output.split(separator: "\n").first { $0.hasSuffix("/src/ruby/pb/test/client.rb") }
            return String(try #require(client, "install ruby-grpc: scripts/bootstrap"))
        }
    }
}
