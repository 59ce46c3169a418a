import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// A module shares the process: when it crashes, the server ends, and loses nothing that was acknowledged.
@Suite struct CrashTests {
    @Test func aTrapEndsTheServerAndTheRecordIsWhole() async throws {
        let modules = try await TestModule.build(all: "talk", "notes")
        try await withTemporaryFolder { folder in
            let first = try await DossierdProcess.start(in: folder, record: folder, modules: modules)
            let acknowledged = try await writeUntilTheCrash(first)
            #expect((100..<Self.writes).contains(acknowledged))
            if acknowledged == Self.writes { await first.kill() }
            #expect(await first.status() != 0)

            let second = try await DossierdProcess.start(in: folder, record: folder, modules: modules)
            do { try await check(acknowledged, in: second) } catch {
                await second.kill()
                throw error
            }
            #expect(await second.stop() == 0)
        }
    }

    /// More than are answered before the crash.
    private static let writes = 5_000

    private func check(_ acknowledged: Int, in server: DossierdProcess) async throws {
        let client = try await connect(to: server)
        for number in 0..<acknowledged {
            #expect(try await client.ask("Notes/Read", Ask(id: "n\(number)")).text == "text of \(number)")
        }
        #expect(try await client.ask("Notes/Put", Ask(text: "more", id: "after")).other == 1)
    }

    /// - Returns: how many writes, from the first on, were answered before the server ended.
    private func writeUntilTheCrash(_ server: DossierdProcess) async throws -> Int {
        let client = try await connect(to: server)
        let other = try await connect(to: server)
        var acknowledged = 0
        while acknowledged < Self.writes {
            if acknowledged == 120 { Task { await other.failure("Talk/Trap") } }
            let ask = Ask(text: "text of \(acknowledged)", id: "n\(acknowledged)")
            if await client.failure("Notes/Put", ask) != nil { break }
            acknowledged += 1
        }
        return acknowledged
    }

    private func connect(to server: DossierdProcess) async throws(Status) -> Client {
        try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(server.port)))
    }
}
