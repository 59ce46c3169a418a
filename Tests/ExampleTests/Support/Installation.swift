import Foundation
import TestSupport

/// The server as `make install` puts it, in a folder beside the test program, with the example modules added.
struct Installation: Sendable {
    /// What `PREFIX` was.
    let prefix: URL

    private static let shared = Task { try await Installation() }

    /// The one of this run.
    static func standard() async throws -> Installation { try await shared.value }

    /// Something did not build: with what it said.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private init() async throws {
        prefix = Products.folder.appending(path: "Installed")
        try? FileManager.default.removeItem(at: prefix)
        try await Self.make("install", into: prefix)
        for module in ["first", "sightings", "tally"] { try await build(module) }
    }

    /// Runs a target of the project's Makefile with what is built already.
    static func make(_ target: String, into prefix: URL) async throws {
        try await run([
            "make", "--old-file=built", target, "BUILT=\(Products.folder.path)", "PREFIX=\(prefix.path)",
        ])
    }

    /// Builds an example as somebody else would, away from the project, and installs it.
    private func build(_ module: String) async throws {
        try await withTemporaryFolder { folder in
            let sources = folder.appending(path: module)
            try FileManager.default.copyItem(
                at: Project.root.appending(path: "Examples/modules/\(module)"),
                to: sources
            )
            let flags = "-O1 -g -Werror"
            try await Self.run([
                "PKG_CONFIG_PATH=\(prefix.path)/lib/pkgconfig", "make", "-C", sources.path, "clean", "install",
                "CFLAGS=\(flags)", "CXXFLAGS=\(flags)",
            ])
        }
    }

    private static func run(_ arguments: [String]) async throws {
        let command = try await Command.run(arguments)
        guard command.status == 0 else {
            throw Failure(description: "\(arguments.joined(separator: " ")): \(command.output)")
        }
    }

    /// The path of a file of it.
    func path(_ name: String) -> String { prefix.appending(path: name).path }

    /// The modules in its module folder, by file name.
    var modules: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: path("lib/dossier/modules")).sorted()
        }
    }

    /// Runs a closure beside its server, over an empty record, then asks that to end.
    func serve<Result>(_ body: (DossierdProcess) async throws -> Result) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(
                prefix.appending(path: "bin/dossierd"),
                in: folder,
                arguments: ["--store", "sqlite:\(folder.path)/record.db"]
            )
            do {
                let result = try await body(server)
                let status = await server.stop()
                guard status == 0 else { throw Failure(description: "dossierd ended with status \(status)") }
                return result
            } catch {
                await server.kill()
                throw error
            }
        }
    }

    /// Runs its client.
    func dossier(at server: DossierdProcess, _ arguments: String...) async throws -> Command {
        try await dossier(at: server, arguments)
    }

    /// Runs a line of a shell in which `dossier` is its client.
    func shell(at server: DossierdProcess, _ line: String) async throws -> Command {
        let definition = "dossier() { '\(path("bin/dossier"))' \"$@\"; }"
        return try await Command.run([
            "DOSSIER_SERVER=127.0.0.1:\(server.port)", "bash", "-c", "\(definition)\n\(line)",
        ])
    }

    /// Runs its client, with its arguments in an array.
    func dossier(at server: DossierdProcess, _ arguments: [String]) async throws -> Command {
        try await Command.run(["DOSSIER_SERVER=127.0.0.1:\(server.port)", path("bin/dossier")] + arguments)
    }
}
