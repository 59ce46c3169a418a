import Foundation

/// A program run to its end.
package struct Command {
    package let status: Int32
    /// What it wrote to standard output and standard error, in order.
    package let output: String

    /// Runs a program found by `env`, in a folder, with the project's Python tools in its PATH.
    package static func run(_ arguments: String..., in folder: URL = Project.root) async throws -> Command {
        try await run(arguments, in: folder)
    }

    /// As above, with its arguments in an array.
    package static func run(_ arguments: [String], in folder: URL = Project.root) async throws -> Command {
        let output = FileManager.default.temporaryDirectory.appending(path: "dossier-output-\(UUID().uuidString)")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        let handle = try FileHandle(forWritingTo: output)
        defer { try? handle.close() }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        // Waits without holding one of the few threads that the tests share.
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        return Command(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self)
        )
    }

    private static var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = Project.root.path + "/.venv/bin:" + (environment["PATH"] ?? "/usr/bin:/bin")
        return environment
    }
}
