import DossierHost
import DossierStore
import Foundation
import TestSupport
import Testing

/// Modules over an empty record, without a port: a test brings its calls to them by a door of its own.
enum ModuleHost {
    /// Runs a closure beside test modules, by their sources' names, then stops them.
    static func run(
        _ modules: String...,
        log: LogRecorder = LogRecorder(),
        body: (DossierHost.Host) async throws -> Void
    ) async throws {
        var sources: [ModuleSource] = []
        for module in modules { sources.append(.library(path: try await TestModule.build(module).path)) }
        try await run(sources, log: log, body: body)
    }

    /// The same with modules from anywhere.
    static func run(
        _ modules: [ModuleSource],
        log: LogRecorder = LogRecorder(),
        body: (DossierHost.Host) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "record.db").path)
            let host = try DossierHost.Host.start(store: store, modules: modules, logger: log.logger)
            try await body(host)
            #expect(host.stop())
            store.close()
        }
    }
}
