import Foundation

/// A `dossierd` of its own process, with an empty record, the bundled modules and a free port of the loopback address.
package final class DossierdProcess {
    /// Where it listens, on 127.0.0.1.
    package let port: UInt16

    private let process: Process
    private let ended: AsyncStream<Int32>

    /// It did not start, or did not end well: with the end of its log.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs a closure beside the server, then asks it to end.
    /// - Throws: what the closure throws; a `Failure` when the server does not start, or ends with another status
    ///   than 0.
    package static func run<Result>(_ body: (DossierdProcess) async throws -> Result) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess(in: folder)
            defer { server.kill() }
            let result = try await body(server)
            server.process.terminate()
            for await status in server.ended where status != 0 {
                throw Failure(description: "dossierd ended with status \(status): \(log(in: folder))")
            }
            return result
        }
    }

    private init(in folder: URL) async throws {
        let modules = folder.appending(path: "modules")
        try FileManager.default.createDirectory(at: modules, withIntermediateDirectories: true)
        for module in try Products.modules() {
            let link = modules.appending(path: module.lastPathComponent)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: module)
        }
        process = Process()
        process.executableURL = Products.folder.appending(path: "dossierd")
        process.arguments = [
            "--listen", "127.0.0.1:0", "--store", "sqlite:\(folder.path)/record.db", "--modules", modules.path,
        ]
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        let handle = try FileHandle(forWritingTo: log)
        defer { try? handle.close() }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        self.ended = ended
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        do { port = try await Self.port(in: folder, of: process) } catch {
            process.terminate()
            throw error
        }
    }

    /// The port that it tells in its log once it serves.
    private static func port(in folder: URL, of process: Process) async throws -> UInt16 {
        for _ in 0..<300 where process.isRunning {
            if let match = log(in: folder).firstMatch(of: /127\.0\.0\.1:([0-9]+)/), let port = UInt16(match.1) {
                return port
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failure(description: "dossierd did not start: \(log(in: folder))")
    }

    private static func log(in folder: URL) -> String {
        (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? ""
    }

    private func kill() {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    }
}
