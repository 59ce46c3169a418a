import DossierClient
import Foundation
import TestSupport

/// A `dossierd` of its own process, with test modules, over the record of a folder.
final class ServerProcess {
    struct Failure: Error, CustomStringConvertible { let description: String }

    let address: ServerAddress
    private let process: Process
    private let exit: AsyncStream<Int32>

    init(in folder: URL, modules: [URL]) async throws {
        let links = folder.appending(path: "modules")
        try? FileManager.default.createDirectory(at: links, withIntermediateDirectories: false)
        for module in modules {
            let link = links.appending(path: module.lastPathComponent)
            try? FileManager.default.createSymbolicLink(at: link, withDestinationURL: module)
        }
        let log = Pipe()
        process = Process()
        process.executableURL = Products.folder.appending(path: "dossierd")
        process.arguments = [
            "--listen", "127.0.0.1:0", "--store", "sqlite:\(folder.path)/record.db", "--modules", links.path,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = log
        let (exit, ended) = AsyncStream.makeStream(of: Int32.self)
        self.exit = exit
        process.terminationHandler = { process in
            ended.yield(process.terminationStatus)
            ended.finish()
        }
        try process.run()
        address = ServerAddress(host: "127.0.0.1", port: try await Self.port(from: log.fileHandleForReading))
    }

    /// How it ended: the status or the signal.
    func ended() async -> Int32? { await exit.first { _ in true } }

    func kill() { if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) } }

    /// The port that it tells in its log once it serves; the rest of the log is read and dropped.
    private static func port(from log: FileHandle) async throws -> Int {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        nonisolated(unsafe) var text = ""
        // Safe: the handler is called by one thread at a time.
        log.readabilityHandler = { handle in
            let data = handle.availableData
            text += String(decoding: data, as: UTF8.self)
            if let match = text.firstMatch(of: /127\.0\.0\.1:([0-9]+)/), let port = Int(match.1) { found.yield(port) }
            if data.isEmpty {
                handle.readabilityHandler = nil
                found.finish()
            }
        }
        guard let port = await ports.first(where: { _ in true }) else {
            throw Failure(description: "dossierd did not start")
        }
        return port
    }
}
