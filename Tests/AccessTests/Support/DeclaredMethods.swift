import CDossierModule
import DossierCore
@testable import DossierHost
import DossierStore
import Foundation
import Logging
import TestSupport

/// What modules, and the server itself, declare of their methods: read where they say it to the host, not by the host's
/// own judgement of it.
enum DeclaredMethods {
    /// The role of each method by its path; nil: none.
    static func roles(in folder: URL) throws -> [String: String?] { try all(in: folder).mapValues(\.role) }

    /// Those that only read.
    static func reading(in folder: URL) throws -> Set<String> {
        Set(try all(in: folder).filter { !$0.value.writes }.keys)
    }

    private static func all(in folder: URL) throws -> [String: (role: String?, writes: Bool)] {
        let store = try SQLiteStore(path: folder.appending(path: "declared.db").path)
        defer { store.close() }
        let modules = try Products.modules().map { ModuleSource.library(path: $0.path) }
        let host = try DossierHost.Host.start(store: store, modules: modules, logger: Logger(label: "declared"))
        defer { _ = host.stop() }
        var methods: [String: (role: String?, writes: Bool)] = [:]
        for module in host.modules.map(\.declaration.pointee) {
            for service in UnsafeBufferPointer(start: module.services, count: Int(module.n_services)) {
                for place in 0..<Int(service.descriptor.pointee.n_methods) {
                    let method = service.methods[place]
                    let path = "\(String(cString: service.descriptor.pointee.name))/\(String(cString: method.name))"
                    let writes = method.flags & UInt32(DOSSIER_WRITES) != 0
                    methods[path] = (method.role.map { String(cString: $0) }, writes)
                }
            }
        }
        return methods
    }
}
