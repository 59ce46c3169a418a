import Foundation
import TestSupport

/// A folder of its own for a test, removed with it.
final class Folder: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "dossier-store-\(UUID().uuidString)"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            fatalError("cannot make \(path): \(error)")
        }
    }

    /// Where the engines keep a store's file.
    var store: String { path + "/store.db" }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        FolderDatabases.remove(for: path)
    }
}

extension Folder {
    /// Bytes of a file in it; nil when there is none.
    func size(of name: String) -> Int? {
        try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.size] as? Int
    }

    /// The bytes of a file in it; nil when there is none.
    func bytes(of name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map([UInt8].init)
    }
}
