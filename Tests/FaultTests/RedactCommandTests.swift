import DossierClient
import DossierWire
import Foundation
import TestSupport
import Testing

/// `dossierd redact` on a record that no server has open.
@Suite struct RedactCommandTests {
    private func redact(_ folder: URL, _ arguments: String...) async throws -> Command {
        let store = "sqlite:\(folder.appending(path: "record.db").path)"
        let modules = folder.appending(path: "modules").path
        let program = Products.folder.appending(path: "dossierd").path
        return try await Command.run([program, "redact", "--store", store, "--modules", modules] + arguments)
    }

    private func holds(_ folder: URL, _ text: String) -> Bool {
        ["record.db", "record.db-wal"].contains { file in
            guard let bytes = try? Data(contentsOf: folder.appending(path: file)) else { return false }
            return bytes.range(of: Data(text.utf8)) != nil
        }
    }

    @Test func whatIsRedactedIsInNoFileAndTheRecordVerifies() async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder)
            let secret = "Verschlusssache"
            let resources = Resources(try await Record(port: server.port).client)
            _ = try await resources.create(.incidents, id: "leak", JSONValue(members: [("title", .string(secret))]))
            let beside = try await redact(folder, "incidents/leak", "--reason", "unlawful")
            #expect(beside.status == 1 && beside.output.contains("in use by another server"), "\(beside.output)")
            #expect(await server.stop() == 0)
            let current = try await redact(folder, "incidents/leak", "--reason", "unlawful")
            #expect(current.status == 1 && current.output.contains("current"), "\(current.output)")
            let missing = try await redact(folder, "incidents/none", "--reason", "unlawful")
            #expect(missing.status == 1 && missing.output.contains("does not exist"), "\(missing.output)")
            let again = try await DossierdProcess.start(in: folder, record: folder)
            _ = try await Resources(try await Record(port: again.port).client).delete(
                "incidents/leak",
                .incidents,
                etag: ""
            )
            #expect(await again.stop() == 0)
            #expect(holds(folder, secret))
            let trial = try await redact(folder, "incidents/leak", "--reason", "unlawful", "--validate-only")
            #expect(trial.status == 0 && trial.output.contains("would be redacted"), "\(trial.output)")
            #expect(holds(folder, secret))
            let done = try await redact(folder, "incidents/leak", "--reason", "unlawful")
            #expect(done.status == 0 && done.output.contains("revisions 1, 2 of"), "\(done.output)")
            #expect(!holds(folder, secret))
            let store = "sqlite:\(folder.appending(path: "record.db").path)"
            let verified = try await Command.run(
                Products.folder.appending(path: "dossierd").path,
                "verify",
                "--store",
                store
            )
            #expect(verified.status == 0, "\(verified.output)")
        }
    }
}
