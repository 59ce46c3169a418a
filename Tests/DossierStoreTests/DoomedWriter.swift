import Foundation
import TestSupport

/// StoreWriter on a forgetful disk, killed while its threads write.
struct DoomedWriter {
    let disk: ForgetfulDisk
    /// For what the writer says, beside the disk.
    let output: URL

    /// The store's file.
    var path: String { disk.folder.appending(path: "store.db").path }

    init(in base: URL) async throws {
        disk = try await ForgetfulDisk(in: base)
        output = base.appending(path: "output")
    }

    /// Starts it; some time after its first line cuts the power. Returns the lines it had finished by then.
    func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        for duration: Duration
    ) async throws -> [String] {
        try disk.powerOn()
        let process = try start([path] + arguments, environment)
        do {
            try await waitForLine(from: process)
            try await Task.sleep(for: duration)
        } catch {
            kill(process.processIdentifier, SIGKILL)
            throw error
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        guard process.terminationReason == .uncaughtSignal, process.terminationStatus == SIGKILL else {
            throw EndedEarly(output: try text())
        }
        try disk.cutPower()
        let text = try text()
        return text[..<(text.lastIndex(of: "\n") ?? text.startIndex)].split(separator: "\n").map(String.init)
    }

    private func start(_ arguments: [String], _ environment: [String: String]) throws -> Process {
        try Data().write(to: output)
        let process = Process()
        process.executableURL = Products.folder.appending(path: "StoreWriter")
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardInput = FileHandle.nullDevice
        process.environment = ProcessInfo.processInfo.environment
            .merging(disk.environment) { $1 }
            .merging(environment) { $1 }
        try process.run()
        return process
    }

    private func waitForLine(from process: Process) async throws {
        for _ in 0..<2_000 where process.isRunning {
            if try text().contains("\n") { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw EndedEarly(output: try text())
    }

    private func text() throws -> String { try String(contentsOf: output, encoding: .utf8) }

    /// The writer ended, or never began to write, before it was killed.
    struct EndedEarly: Error {
        let output: String
    }
}
