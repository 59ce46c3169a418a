import Foundation
import TestSupport
import Testing

/// A server that is asked for what cannot be says so, and opens nothing.
@Suite struct CommandLineTests {
    @Test(arguments: ["-1", "86401", "9223372037", "99999999999999"])
    func aGraceOutOfBoundsIsRefused(_ seconds: String) async throws {
        try await withTemporaryFolder { folder in
            do {
                await (try DossierdProcess.start(in: folder, record: folder, arguments: ["--grace=\(seconds)"])).kill()
                Issue.record("it started")
            } catch let refusal as DossierdProcess.Failure {
                #expect(refusal.description.contains("--grace must be 0 to"), "\(refusal)")
            }
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "record.db").path))
        }
    }
}
