import Foundation
import TestSupport
import Testing

/// `dossierd verify` on a record that somebody changed behind the server's back.
@Suite struct VerifyCommandTests {
    private func verify(_ folder: URL, _ arguments: String...) async throws -> Command {
        let program = Products.folder.appending(path: "dossierd").path
        let store = "sqlite:\(folder.appending(path: "record.db").path)"
        return try await Command.run([program, "verify", "--store", store] + arguments)
    }

    private func edit(_ folder: URL, _ sql: String) async throws {
        let script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()"
        let edited = try await Command.run(
            "python3",
            "-c",
            script,
            folder.appending(path: "record.db").path,
            sql
        )
        #expect(edited.status == 0, "\(edited.output)")
    }

    @Test func whatIsAsItWasIsSaidToBe() async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder)
            let record = try await Record(port: server.port)
            for number in 1...5 { try await record.create("i\(number)") }
            let beside = try await verify(folder)
            #expect(beside.status == 0 && beside.output.contains("as it was written"), "\(beside.output)")
            #expect(await server.stop() == 0)
            let alone = try await verify(folder)
            #expect(alone.status == 0 && alone.output == beside.output, "\(alone.output)")
            let hash = try #require(alone.output.firstMatch(of: /last transaction: (5:[0-9a-f]{64})\n/)).1
            #expect(try await verify(folder, "--noted", String(hash)).status == 0)
            let other = try await verify(folder, "--noted", String(hash.dropLast()) + (hash.last == "0" ? "1" : "0"))
            #expect(other.status == 1 && other.output.contains("transaction 5 "), "\(other.output)")
            // What verify leaves beside the file is in nobody's way.
            let again = try await DossierdProcess.start(in: folder, record: folder)
            try await Record(port: again.port).create("i6")
            #expect(await again.stop() == 0)
        }
    }

    @Test(arguments: [
        ("UPDATE versions SET body = x'00' WHERE sequence = 2", 2),
        ("DELETE FROM versions WHERE sequence = 3", 3),
        ("DELETE FROM transactions WHERE sequence = 4", 4),
        ("UPDATE transactions SET author = 'eve' WHERE sequence = 1", 1),
        ("UPDATE transactions SET peer = 'elsewhere' WHERE sequence = 5", 5),
    ])
    func whatWasChangedIsNamed(sql: String, sequence: Int) async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder)
            let record = try await Record(port: server.port)
            for number in 1...5 { try await record.create("i\(number)") }
            #expect(await server.stop() == 0)
            try await edit(folder, sql)
            let found = try await verify(folder)
            #expect(found.status == 1)
            #expect(found.output.contains(": transaction \(sequence) "), "\(found.output)")
        }
    }

    @Test func whatIsNoRecordIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let missing = try await verify(folder)
            #expect(missing.status == 1 && missing.output.contains("record.db"), "\(missing.output)")
        }
    }
}
