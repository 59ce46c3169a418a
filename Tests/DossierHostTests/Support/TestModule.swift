import Foundation
import TestSupport

/// The C modules of Tests/Modules, as shared libraries.
enum TestModule {
    /// Compiles a module against the server's header.
    /// - Parameters:
    ///   - source: "talk" for talk.c.
    ///   - definitions: names for the preprocessor, which make a variant of the module.
    /// - Returns: the library; compiled once for all tests of this run.
    static func build(_ source: String, _ definitions: String...) async throws -> URL {
        try await build(source, definitions)
    }

    /// The same, with a list of names.
    static func build(_ source: String, _ definitions: [String]) async throws -> URL {
        try await Workshop.shared.library(source, definitions)
    }

    /// Several, as they are.
    static func build(all sources: String...) async throws -> [URL] {
        var modules: [URL] = []
        for source in sources { modules.append(try await build(source)) }
        return modules
    }

    /// gRPC's interoperability test service, as its script compiles it.
    static func interop() async throws -> URL { try await Workshop.shared.interop() }
}

/// Compiles each library once.
private actor Workshop {
    static let shared = Workshop()

    private struct Failure: Error, CustomStringConvertible { let description: String }

    /// Beside the test program; a run writes its own and leaves nothing elsewhere.
    private let folder = Products.folder.appending(path: "TestModules")
    private let root = Project.root.path
    private var messages: Task<Void, any Error>?
    private var libraries: [String: Task<URL, any Error>] = [:]

    func library(_ source: String, _ definitions: [String]) async throws -> URL {
        let name = ([source] + definitions).joined(separator: "-") + ".so"
        let task = libraries[name] ?? Task { try await compile(source, definitions, to: name) }
        libraries[name] = task
        return try await task.value
    }

    func interop() async throws -> URL {
        let folder = folder.appending(path: "interop")
        let task =
            libraries["interop"]
            ?? Task {
                try await run(["\(root)/scripts/interop-module", folder.path])
                return folder.appending(path: "interop.so")
            }
        libraries["interop"] = task
        return try await task.value
    }

    private func compile(_ source: String, _ definitions: [String], to name: String) async throws -> URL {
        let compiling = messages ?? Task { try await compileMessages() }
        messages = compiling
        try await compiling.value
        try await compile(
            "\(root)/Tests/Modules/\(source).c",
            to: name,
            ["-shared"] + ["probe", "error_details", "duration"].map { "\(folder.path)/\($0).o" } + ["-lprotobuf-c"]
                + definitions.map { "-D\($0)" }
        )
        return folder.appending(path: name)
    }

    /// The messages that all modules share.
    private func compileMessages() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let protos = "\(root)/Tests/Modules"
        let set = folder.appending(path: "probe.set").path
        try await run(
            [
                "protoc-c", "--c_out=\(folder.path)", "--descriptor_set_out=\(set)", "-I", protos,
                "\(protos)/probe.proto",
            ]
        )
        let bytes = try Data(contentsOf: URL(filePath: set)).map { "\($0)," }.joined(separator: "\n")
        try bytes.write(toFile: "\(set).inc", atomically: true, encoding: .utf8)
        try await compile("\(folder.path)/probe.pb-c.c", to: "probe.o", ["-c"])
        let generated = "\(root)/Sources/CDossierProtos/google"
        try await compile("\(generated)/rpc/error_details.pb-c.c", to: "error_details.o", ["-c"])
        try await compile("\(generated)/protobuf/duration.pb-c.c", to: "duration.o", ["-c"])
    }

    private func compile(_ source: String, to name: String, _ options: [String]) async throws {
        let fresh = folder.appending(path: "\(name).\(getpid())").path
        let includes = [
            folder.path, "\(root)/Sources/CDossierModule/include", "\(root)/Sources/CDossierProtos/include",
        ]
        let common = ["cc", "-std=gnu11", "-D_GNU_SOURCE", "-g", "-Wall", "-Wextra", "-Werror", "-fPIC"]
        try await run(common + includes.map { "-I\($0)" } + [source, "-o", fresh] + options)
        // In one step: a run that has the old file open keeps it.
        guard rename(fresh, folder.appending(path: name).path) == 0 else {
            throw Failure(description: "cannot rename \(fresh)")
        }
    }

    private func run(_ arguments: [String]) async throws {
        let command = try await Command.run(arguments)
        guard command.status == 0 else {
            throw Failure(description: "\(arguments.joined(separator: " ")): \(command.output)")
        }
    }
}
