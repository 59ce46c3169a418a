import DossierCore
import Foundation
import Glibc
import TestSupport
import Testing

@testable import DossierStore

/// What happens to a store when its database does not do what it should.
@Suite struct PostgresFaultTests {
    /// A store in a server of its own, which waits for its disk, and gives up what does not answer within a second.
    /// - Parameter failures: what it tells of.
    private func desk(_ addresses: String, _ failures: Collected<Status> = Collected()) throws -> Desk {
        let engine = Engine(testDescription: "postgres") { _, clock in
            var configuration = SQLConfiguration()
            configuration.clock = clock
            configuration.readers = 2
            configuration.answerNanoseconds = 1_000_000_000
            configuration.failed = { failures.add($0) }
            return try PostgresStore(addresses, configuration: configuration)
        }
        return try Desk(engine)
    }

    private func code<Result>(_ body: () throws -> Result) -> StatusCode? {
        do {
            _ = try body()
            return nil
        } catch { return (error as? Status)?.code }
    }

    /// Writes that go on whatever happens, until they are told to stop.
    private func write(_ desk: Desk, _ acknowledged: Collected<String>, until isDone: @escaping @Sendable () -> Bool) {
        threads(8, Collected()) { writer in
            var round = 0
            while !isDone() {
                round += 1
                let id = "w\(writer)-\(round)"
                // A failure is no acknowledgement; what it is, others look at.
                if (try? desk.put("notes", id)) != nil { acknowledged.add(id) }
            }
        }.wait()
    }

    @Test(arguments: PostgresServer.Stop.allCases)
    func aRestartOfTheDatabaseIsOutlived(stop: PostgresServer.Stop) throws {
        let (server, failures) = (try PostgresServer(), Collected<Status>())
        let desk = try desk(server.address(), failures)
        try desk.put("notes", "a", "title:1")
        try server.stop(stop)
        #expect(code { try desk.put("notes", "b") } == .unavailable)
        let ofWrite = failures.all.count
        #expect(ofWrite > 0)
        #expect(code { try desk.get("notes", "a", at: .sequence(1)) } == .unavailable)
        #expect(failures.all.count > ofWrite)
        // Not even what is in memory: another server may have written since.
        #expect(code { try desk.get("notes", "a") } == .unavailable)
        #expect(failures.all.allSatisfy { $0.message.contains("does not answer") }, "\(failures.all)")
        let told = failures.all.count
        try server.start()
        #expect(try desk.get("notes", "a")?.body == "title:1")
        try desk.put("notes", "b")
        #expect(try desk.ids() == ["a", "b"])
        #expect(failures.all.count == told)
    }

    @Test func connectionsThatAreCutAreMadeAgainUnseen() throws {
        let (server, failures) = (try PostgresServer(), Collected<Status>())
        let desk = try desk(server.address(), failures)
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dossierd'"
        for round in 0..<5 {
            try desk.put("notes", "n\(round)")
            #expect(try desk.ids().count == round + 1)
            try server.sql(cut)
        }
        // In the middle of a transaction, once.
        let times = Collected<Int>()
        try desk.write { (transaction) throws(Status) in
            try transaction.put("notes", "last", "")
            if times.all.isEmpty { do { try server.sql(cut) } catch { throw Status(.internal, "\(error)") } }
            times.add(1)
            return []
        }
        #expect(times.all.count == 2)
        #expect(try desk.ids().count == 6)
        #expect(try desk.changes().0.count == 6)
        #expect(failures.all == [])
    }

    @Test func aDatabaseThatStandsStillHoldsNobodyUp() throws {
        let server = try PostgresServer()
        let desk = try desk(server.address())
        try desk.put("notes", "a", "title:1")
        try server.pause()
        let start = ContinuousClock.now
        #expect(code { try desk.get("notes", "a") } == .unavailable)
        #expect(code { try desk.put("notes", "b") } == .unavailable)
        #expect(ContinuousClock.now - start < .nanoseconds(Limits.callNanoseconds))
        try server.resume()
        #expect(try desk.get("notes", "a")?.body == "title:1")
        try desk.put("notes", "c")
        #expect(try desk.get("notes", "c") != nil)
    }

    /// A commit that waits for a standby which is away is durable here, and may become valid later.
    @Test func anUnknownOutcomeIsToldAsSuch() throws {
        let server = try PostgresServer()
        let desk = try desk(server.address())
        try desk.put("notes", "a")
        let standby = try server.standby(isSynchronous: true)
        try desk.put("notes", "b")
        try standby.kill()
        let request = Write.RequestID(subject: "ana", method: "m", id: "1", hash: [1])
        let put: @Sendable (any WriteTransaction) throws(Status) -> [UInt8] = { (transaction) throws(Status) in
            try transaction.put("notes", "c", "")
            return [7]
        }
        let status = #expect(throws: Status.self) { try desk.write(requestID: request, put) }
        #expect(status?.code == .unavailable)
        #expect(status?.message.contains("not known: call again with the same request_id") == true)
        try standby.start()
        // It was written: the answer is repeated, and nothing is written twice.
        let deadline = ContinuousClock.now + .seconds(20)
        var outcome: Write.Outcome?
        while outcome == nil, .now < deadline { outcome = try? desk.write(requestID: request, put) }
        #expect(outcome?.reply == [7])
        #expect(try desk.ids() == ["a", "b", "c"])
        #expect(try desk.changes().0.map(\.id) == ["a", "b", "c"])
    }

    @Test func aStandbyTakesOverWithAllThatWasAcknowledged() throws {
        let server = try PostgresServer()
        let first = try self.desk(server.address())
        try first.put("notes", "a")
        let standby = try server.standby(isSynchronous: true)
        let both = "host=127.0.0.1,127.0.0.1 port=\(server.port),\(standby.port) user=dossier dbname=postgres"
        let desk = try desk(both)
        let acknowledged = Collected<String>()
        let end = ContinuousClock.now + .seconds(2)
        let failover = threads(1, Collected()) { _ in
            Thread.sleep(forTimeInterval: 1)
            try server.kill()
            try standby.promote()
        }
        write(desk, acknowledged) { .now > end }
        failover.wait()
        try desk.put("notes", "last")
        let stored = Set(try desk.ids(page: 1_000))
        #expect(acknowledged.all.count > 20)
        #expect(Set(acknowledged.all).subtracting(stored) == [])
    }

    /// Not in memory either, from the first answer on.
    @Test func whatAFailoverHasLostIsNotShown() throws {
        let server = try PostgresServer()
        let first = try self.desk(server.address())
        try first.put("notes", "a", "title:1")
        let standby = try server.standby()
        let both = "host=127.0.0.1,127.0.0.1 port=\(server.port),\(standby.port) user=dossier dbname=postgres"
        let desk = try desk(both)
        try standby.stopFollowing()
        try desk.put("notes", "a", "title:2", revision: 1)
        try desk.put("notes", "b", "title:2")
        #expect(try desk.get("notes", "a")?.body == "title:2")
        try server.kill()
        let end = ContinuousClock.now + .seconds(3)
        // Somebody else writes as many as were lost, so that the numbers do not tell.
        let failures = Collected<String>()
        let failover = threads(1, failures) { [self] _ in
            try standby.promote()
            let other = try self.desk(standby.address())
            for round in 0..<3 { try other.put("notes", "other\(round)") }
        }
        var shown: Set<String> = []
        while .now < end {
            if let found = try? desk.get("notes", "a") { shown.insert(found.body) }
            let both = try? desk.read { (view) throws(Status) in
                _ = try view.find(Query(kind: "notes", limit: 1)) { _, _ in true }
                return try view.version("notes", "a", revision: nil)
            }
            if let both { shown.insert(both.body) }
        }
        failover.wait()
        #expect(failures.all == [])
        #expect(shown == ["title:1"])
        #expect(try desk.get("notes", "a")?.body == "title:1")
        #expect(try desk.get("notes", "b") == nil)
        #expect(try desk.ids() == ["a", "other0", "other1", "other2"])
    }

    /// As while tables are written anew.
    @Test func aWriterThatIsBusyHoldsUpNoReadForLong() throws {
        let server = try PostgresServer()
        let desk = try desk(server.address())
        try desk.put("notes", "a", "title:1")
        #expect(try desk.get("notes", "a") != nil)
        let failures = Collected<String>()
        let writing = threads(1, failures) { _ in
            try desk.write { _ throws(Status) in
                Thread.sleep(forTimeInterval: 4)
                return []
            }
        }
        Thread.sleep(forTimeInterval: 0.5)
        try server.sql(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'dossierd' AND state = 'idle' AND pid <> pg_backend_pid()
            """
        )
        let start = ContinuousClock.now
        #expect(code { try desk.get("notes", "a") } == .unavailable)
        #expect(ContinuousClock.now - start < .seconds(3))
        writing.wait()
        #expect(failures.all == [])
        #expect(try desk.get("notes", "a")?.body == "title:1")
    }

    /// The tables on a file system of 16 MiB, which only root can make.
    @Test(.enabled(if: geteuid() == 0)) func aFullDiskRefusesWithoutLosingAnything() async throws {
        let server = try PostgresServer()
        let disk = server.folder.appending(path: "small").path
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        let mounted = try await Command.run("mount", "-t", "tmpfs", "-o", "size=16m,mode=777", "none", disk)
        try #require(mounted.status == 0, "\(mounted.output)")
        defer { umount2(disk, Int32(MNT_DETACH)) }
        let owned = try await Command.run("chown", "postgres:", disk)
        try #require(owned.status == 0, "\(owned.output)")
        try server.sql("CREATE TABLESPACE small LOCATION '\(disk)'")
        try server.sql("ALTER DATABASE postgres SET default_tablespace = small")

        let desk = try desk(server.address())
        var written: [String] = []
        let random = try #require(FileHandle(forReadingAtPath: "/dev/urandom"))
        let refused = #expect(throws: Status.self) {
            for round in 0..<400 {
                // Not what can be compressed.
                let noise = try #require(try random.read(upToCount: 75_000)).base64EncodedString()
                try desk.put("notes", "n\(round)", "other:\(noise)")
                written.append("n\(round)")
            }
        }
        #expect(refused?.code == .resourceExhausted, "\(String(describing: refused))")
        #expect(written.count > 20)
        #expect(try Set(desk.ids(page: 1_000)) == Set(written))
        let more = try await Command.run("mount", "-o", "remount,size=64m", disk)
        try #require(more.status == 0, "\(more.output)")
        try desk.put("notes", "more")
        #expect(try desk.get("notes", "more") != nil)
    }
}
