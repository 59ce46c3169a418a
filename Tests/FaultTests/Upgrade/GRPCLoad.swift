import DossierClient
import DossierWire
import Foundation
import TestSupport
import Testing

/// Calls of gRPC's own client in Python that tries nothing again, until it is told to end: `grpc_load.py`.
final class GRPCLoad {
    private let command: Task<Command, any Error>
    private let end: URL
    private let progress: URL

    /// Begins.
    /// - Parameter folder: for files that tell it to end, and how far it is.
    init(port: Int, in folder: URL) {
        let (end, progress) = (folder.appending(path: "end"), folder.appending(path: "progress"))
        let script = Project.root.appending(path: "Tests/FaultTests/Upgrade/grpc_load.py").path
        command = Task {
            try await Command.run("timeout", "120", "python3", script, "\(port)", end.path, progress.path)
        }
        (self.end, self.progress) = (end, progress)
    }

    /// How many servers have answered so far.
    var servers: Int { (try? String(contentsOf: progress, encoding: .utf8))?.split(separator: "\n").count ?? 0 }

    /// Ends: how many calls were answered, and what became of the others.
    func report() async throws -> (answered: Int, failures: String) {
        try Data().write(to: end)
        let command = try await command.value
        let report = try JSONValue(parsing: Array(command.output.utf8))
        return (report["answered"]?.count ?? 0, report["failures"]?.text ?? command.output)
    }
}
