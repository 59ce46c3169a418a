import TestSupport
import Testing

extension TestServer {
    /// Has gRPC's own client go through a case of `grpc_calls.py`, over TLS when it is told whom to trust.
    func callByGRPC(_ name: String, trusting authority: TestCertificate? = nil) async throws {
        let script = Project.root.appending(path: "Tests/DossierTransportTests/grpc_calls.py").path
        let arguments = ["timeout", "60", "python3", script, "\(port)", name]
        let command = try await Command.run(arguments + (authority.map { [$0.file.path] } ?? []))
        #expect(command.status == 0, "\(name): \(command.output)")
    }
}
