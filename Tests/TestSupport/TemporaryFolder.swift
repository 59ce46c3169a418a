import Foundation

/// A folder that is there for the length of a closure, and the record that goes with it.
package func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dossier-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
        FolderDatabases.remove(for: folder.path)
        try? FileManager.default.removeItem(at: folder)
    }
    return try await body(folder)
}
