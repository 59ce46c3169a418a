import TestSupport
import Testing

extension TestServer {
    /// Goes through a case of `http2_calls.py`, frame by frame.
    func callByHTTP2(_ name: String) async throws {
        let script = Project.root.appending(path: "Tests/DossierTransportTests/http2_calls.py").path
        let command = try await Command.run("timeout", "60", "python3", script, "\(port)", name)
        #expect(command.status == 0, "\(name): \(command.output)")
    }
}
