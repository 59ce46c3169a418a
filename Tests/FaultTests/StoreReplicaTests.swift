import DossierCore
import Foundation
import TestSupport
import Testing

/// A server of its own process that is given a standby: who reads there, and what callers notice of it.
@Suite struct StoreReplicaTests {
    @Test func listsAreReadFromTheStandbyAndShowEveryWrite() async throws {
        try await withTemporaryFolder { folder in
            let primary = try PostgresServer()
            let standby = try primary.standby(isSynchronous: true)
            let both = "postgres://dossier@127.0.0.1:\(primary.port),127.0.0.1:\(standby.port)/postgres"
            let server = try await DossierdProcess.start(
                in: folder,
                store: both,
                arguments: ["--store-replica", standby.address(by: .loopback)]
            )
            let record = try await Record(port: server.port)
            for number in 0..<5 {
                try await record.create("i\(number)")
                // One that is behind by chance would not be read from.
                try await waitUntil(standby, has: try primary.sql("SELECT pg_current_wal_lsn()")[0][0])
                try await expectReads(of: standby) { () async throws in
                    #expect(try await record.ids().count == number + 1)
                }
            }
            // A standby that is behind is passed over.
            try standby.sql("SELECT pg_wal_replay_pause()")
            try await record.create("late")
            #expect(try await record.ids().count == 6)
            try standby.sql("SELECT pg_wal_replay_resume()")
            // One that has become the primary is both.
            try primary.kill()
            try standby.promote()
            try await record.create("after")
            #expect(Set(try await record.ids()) == ["i0", "i1", "i2", "i3", "i4", "late", "after"])
            #expect(await server.stop() == 0)
        }
    }

    @Test func whatCannotBeAStandbyIsRefusedAtTheStart() async throws {
        try await withTemporaryFolder { folder in
            let file = "sqlite:\(folder.appending(path: "record.db").path)"
            let other = PostgresServer.shared.address(of: try PostgresServer.shared.makeDatabase())
            await expectRefusal(file, other, "--store-replica is a standby of a database; a file has none", in: folder)
            // Another record, which has more transactions.
            let strange = try await DossierdProcess.start(in: folder, store: other)
            try await Record(port: strange.port).create("strange")
            #expect(await strange.stop() == 0)
            let store = PostgresServer.shared.address(of: try PostgresServer.shared.makeDatabase())
            await expectRefusal(store, other, "--store-replica is not a standby of --store", in: folder)
        }
    }

    private func expectRefusal(_ store: String, _ replica: String, _ reason: String, in folder: URL) async {
        let arguments = ["--store-replica", replica]
        let refusal = await #expect(throws: DossierdProcess.Failure.self) {
            await (try DossierdProcess.start(in: folder, store: store, arguments: arguments)).kill()
        }
        #expect(refusal?.description.contains(reason) == true, "\(String(describing: refusal))")
    }

    private func waitUntil(_ standby: PostgresServer, has position: String?) async throws {
        let has = "SELECT WHERE pg_last_wal_replay_lsn() >= '\(position ?? "")'"
        let end = ContinuousClock.now + .seconds(30)
        while try standby.sql(has).isEmpty, .now < end { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// One that was slow by chance is left alone for `Limits.replicaAwayNanoseconds`.
    private func expectReads(of standby: PostgresServer, _ list: () async throws -> Void) async throws {
        let end = ContinuousClock.now + .seconds(30)
        repeat {
            let before = try reads(of: standby)
            try await list()
            if try reads(of: standby) > before { return }
            try await Task.sleep(for: .milliseconds(100))
        } while .now < end
        Issue.record("nothing was read from the standby")
    }

    /// When the server's sessions there were asked something last, in microseconds; 0: never.
    private func reads(of standby: PostgresServer) throws -> Int {
        let last = "max(extract(epoch FROM query_start) * 1000000)::bigint"
        let rows = try standby.sql("SELECT \(last) FROM pg_stat_activity WHERE application_name = 'dossierd'")
        return rows.first?.first.flatMap { $0 }.flatMap(Int.init) ?? 0
    }
}
