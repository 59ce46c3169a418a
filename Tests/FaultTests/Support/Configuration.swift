import Foundation
import TestSupport

/// Runs a closure with the path of a file of settings.
func withConfiguration<Result>(_ text: String, _ body: (String) async throws -> Result) async throws -> Result {
    try await withTemporaryFolder { folder in
        let file = folder.appending(path: "dossier.yaml")
        try Data(text.utf8).write(to: file)
        return try await body(file.path)
    }
}
