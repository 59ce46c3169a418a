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
            let first = try await ServerProcess(in: folder, modules: modules)
            defer { first.kill() }
            let acknowledged = try await writeUntilTheCrash(first)
            #expect(acknowledged > 100)
            #expect(await first.ended() != 0)

            let second = try await ServerProcess(in: folder, modules: modules)
            defer { second.kill() }
            let client = try await Client.connect(to: second.address)
            for number in 0..<acknowledged {
                #expect(try await client.ask("Notes/Read", Ask(id: "n\(number)")).text == "text of \(number)")
            }
            #expect(try await client.ask("Notes/Put", Ask(text: "more", id: "after")).other == 1)
        }
    }

    /// - Returns: how many writes, from the first on, were answered before the server ended.
    private func writeUntilTheCrash(_ server: ServerProcess) async throws -> Int {
        let client = try await Client.connect(to: server.address)
        let other = try await Client.connect(to: server.address)
        var acknowledged = 0
        while acknowledged < 5_000 {
            if acknowledged == 120 { Task { await other.failure("Talk/Trap") } }
            let ask = Ask(text: "text of \(acknowledged)", id: "n\(acknowledged)")
            if await client.failure("Notes/Put", ask) != nil { break }
            acknowledged += 1
        }
        return acknowledged
    }
}
