import Foundation

/// A `dossierd` of its own process, with a free port of the loopback address.
package final class DossierdProcess: Sendable {
    /// Where it listens, on 127.0.0.1.
    package let port: UInt16

    /// Of the server's process.
    package var identifier: Int32 { process.processIdentifier }

    private let process: Process
    private let ended: AsyncStream<Int32>

    /// It did not start, or did not end well: with the end of its log.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs a closure beside a server with an empty record, then asks it to end.
    /// - Parameters:
    ///   - libraries: its modules; nil: the bundled ones.
    ///   - arguments: of the server, beyond where things are.
    /// - Throws: what the closure throws; a `Failure` when the server does not start, or ends with another status
    ///   than 0.
    package static func run<Result>(
        modules libraries: [URL]? = nil,
        arguments: [String] = [],
        _ body: (DossierdProcess) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = try await start(in: folder, record: folder, modules: libraries, arguments: arguments)
            do {
                let result = try await body(server)
                let status = await server.stop()
                guard status == 0 else {
                    throw Failure(description: "dossierd ended with status \(status): \(log(in: folder))")
                }
                return result
            } catch {
                await server.kill()
                throw error
            }
        }
    }

    /// Starts one; to be stopped or killed.
    /// - Parameters:
    ///   - folder: for its modules and its log.
    ///   - record: holds its record, old or new.
    ///   - libraries: its modules; nil: the bundled ones.
    ///   - launcher: a program that becomes the server, with what goes before the server's own command line.
    package static func start(
        in folder: URL,
        record: URL,
        modules libraries: [URL]? = nil,
        arguments: [String] = [],
        environment: [String: String] = [:],
        launcher: [String] = []
    ) async throws -> DossierdProcess {
        try await start(
            in: folder,
            store: TestEngine.chosen.record(in: record),
            modules: libraries,
            arguments: arguments,
            environment: environment,
            launcher: launcher
        )
    }

    /// The same with its record's address, as `--store` takes it, and the socket that is handed to it, if one is.
    package static func start(
        in folder: URL,
        store: String,
        modules libraries: [URL]? = nil,
        arguments: [String] = [],
        environment: [String: String] = [:],
        launcher: [String] = [],
        socket: ListeningSocket? = nil
    ) async throws -> DossierdProcess {
        let modules = folder.appending(path: "modules")
        try? FileManager.default.removeItem(at: modules)
        try FileManager.default.createDirectory(at: modules, withIntermediateDirectories: true)
        for module in try libraries ?? Products.modules() {
            let link = modules.appending(path: module.lastPathComponent)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: module)
        }
        return try await start(
            Products.folder.appending(path: "dossierd"),
            in: folder,
            arguments: ["--store", store, "--modules", modules.path] + arguments,
            environment: environment,
            launcher: launcher,
            socket: socket
        )
    }

    /// Starts a program, such as an installed one, with what it takes beyond a port; to be stopped or killed.
    /// - Parameter folder: for its log.
    package static func start(
        _ program: URL,
        in folder: URL,
        arguments: [String],
        environment: [String: String] = [:],
        launcher: [String] = [],
        socket: ListeningSocket? = nil
    ) async throws -> DossierdProcess {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let launcher = (socket == nil ? [] : ListeningSocket.launcher) + launcher
        process.arguments = launcher + [program.path, "--listen", "127.0.0.1:0"] + arguments
        process.standardInput = socket.map { FileHandle(fileDescriptor: $0.descriptor) } ?? FileHandle.nullDevice
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        return try await DossierdProcess(process, in: folder)
    }

    private init(_ process: Process, in folder: URL) async throws {
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        let handle = try FileHandle(forWritingTo: log)
        defer { try? handle.close() }
        process.standardOutput = handle
        process.standardError = handle
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        self.process = process
        self.ended = ended
        try process.run()
        do { port = try await Self.port(in: folder, of: process) } catch {
            process.terminate()
            throw error
        }
    }

    /// Asks it to end, and waits until it has.
    /// - Returns: its status.
    package func stop() async -> Int32 {
        if process.isRunning { process.terminate() }
        return await status()
    }

    /// Ends it without any notice, and waits until it has.
    package func kill() async {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
        _ = await status()
    }

    /// Waits until it has ended by itself.
    /// - Returns: its status, or the signal that ended it.
    package func status() async -> Int32 {
        for await status in ended { return status }
        return process.terminationStatus
    }

    /// The port that it tells in its log once it serves.
    private static func port(in folder: URL, of process: Process) async throws -> UInt16 {
        // On a busy machine a record that is indexed first takes its time.
        for _ in 0..<1_200 where process.isRunning {
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
}
