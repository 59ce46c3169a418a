import Foundation

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

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
