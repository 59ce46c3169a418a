import Dispatch
import Foundation
import Synchronization

/// Databases of the shared server that go with folders: given when first asked for, deleted with their folders.
package enum FolderDatabases {
    /// Their names by the folders' paths.
    private static let names = Mutex<[String: String]>([:])
    /// Makes and deletes, one after the other, while the tests go on.
    private static let queue = DispatchQueue(label: "databases")
    /// The one that was made for whoever asks next.
    private static let next = Mutex<String?>(nil)

    /// The address of the database of a folder; empty when it is asked for first.
    package static func address(for folder: String) throws -> String {
        try names.withLock { names in
            let name = try names[folder] ?? take()
            names[folder] = name
            return PostgresServer.shared.address(of: name)
        }
    }

    /// Waits for the one that is being made.
    private static func take() throws -> String {
        let made = queue.sync { next.withLock { $0.take() } }
        defer { queue.async { next.withLock { $0 = try? PostgresServer.shared.makeDatabase() } } }
        return try made ?? PostgresServer.shared.makeDatabase()
    }

    /// Deletes those of a folder and of the folders in it, soon.
    package static func remove(for folder: String) {
        names.withLock { names in
            for (path, name) in names where path == folder || path.hasPrefix(folder + "/") {
                queue.async { try? PostgresServer.shared.drop(name) }
                names[path] = nil
            }
        }
    }
}
