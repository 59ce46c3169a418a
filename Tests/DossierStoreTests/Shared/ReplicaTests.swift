import DossierCore
import Foundation
import TestSupport
import Testing

@testable import DossierStore

/// Views that are read from a standby.
@Suite struct ReplicaTests {
    private func desk(
        _ server: PostgresServer,
        _ standby: PostgresServer,
        _ warnings: Collected<String> = Collected()
    ) throws -> Desk {
        let engine = Engine(testDescription: "postgres") { _, clock in
            var configuration = SQLConfiguration()
            configuration.clock = clock
            configuration.readers = 2
            configuration.answerNanoseconds = 1_000_000_000
            configuration.replicaAwayNanoseconds = 500_000_000
            configuration.warn = { warnings.add($0) }
            return try PostgresStore(server.address(), replica: standby.address(), configuration: configuration)
        }
        return try Desk(engine)
    }

    private let readers = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dossierd'"

    @Test func whatIsReadFromAStandbyIsNeverBehind() throws {
        let server = try PostgresServer()
        let standby = try server.standby()
        let desk = try desk(server, standby)
        let other = try Desk(Engine(testDescription: "postgres") { _, _ in try PostgresStore(server.address()) })
        for round in 1...100 {
            // Also what was written through another server.
            try (round % 2 == 0 ? desk : other).put("notes", "n\(round)", "title:\(round)")
            #expect(try desk.ids().count == round)
            let found = try desk.find(Query(kind: "notes", limit: 9, filter: "title = \"\(round)\"")).0
            #expect(found.map(\.id) == ["n\(round)"])
        }
        #expect(try standby.sql(readers) != [["0"]])
        try aheadOfThePrimary(desk, other)
        // What is redacted is gone in every view.
        try desk.put("notes", "n1", "title:clean", revision: 1)
        try other.redact("notes", "n1", [1])
        #expect(try desk.get("notes", "n1", at: .sequence(1))?.body == "redacted:max, leaked")
    }

    /// What was committed after the primary was asked is not shown, whatever moment is asked for.
    private func aheadOfThePrimary(_ desk: Desk, _ other: Desk) throws {
        let store = try #require(desk.store as? SQLStore)
        let replicas = try #require(store.replicas)
        for request in [MomentRequest.now, .time(.max)] {
            let end = ContinuousClock.now + .seconds(20)
            var begun: (reader: Reader, transaction: SQLReadTransaction)?
            // On a machine that is slow it may have been left alone for a while.
            while begun == nil, .now < end {
                begun = try replicas.begin { (reader, present) throws(Status) in
                    do { try other.put("topics", "after\(present)") } catch { throw Status(.internal, "\(error)") }
                    while try reader.head().moment.sequence == present { usleep(1_000) }
                    let view = try reader.begin(at: request, upTo: present, of: store, for: .red, usesCache: false)
                    #expect(view.moment.sequence == present)
                    return view
                }
                usleep(10_000)
            }
            let (reader, _) = try #require(begun)
            reader.rollback()
            replicas.readers.giveBack(reader)
        }
    }

    @Test func aStandbyThatIsBehindOrAwayIsDoneWithout() throws {
        let server = try PostgresServer()
        let standby = try server.standby()
        let warnings = Collected<String>()
        let desk = try desk(server, standby, warnings)
        try desk.put("notes", "a", "title:1")
        #expect(try desk.ids() == ["a"])
        try standby.sql("SELECT pg_wal_replay_pause()")
        try desk.put("notes", "b", "title:1")
        #expect(try desk.ids() == ["a", "b"])
        try standby.pause()
        try desk.put("notes", "c", "title:1")
        #expect(try desk.ids() == ["a", "b", "c"])
        try standby.kill()
        try desk.put("notes", "d", "title:1")
        #expect(try desk.ids() == ["a", "b", "c", "d"])
        try standby.start()
        let again = "--store-replica is read from again"
        let end = ContinuousClock.now + .seconds(20)
        repeat { #expect(try desk.ids() == ["a", "b", "c", "d"]) } while warnings.all.last != again && .now < end
        // Once for each time that it was left, however many reads there were.
        let left = "--store-replica is not read from, --store is: "
        let said = warnings.all.filter { $0 == again || $0.hasPrefix(left) }
        #expect(said.count > 1 && said.last == again, "\(warnings.all)")
        #expect(zip(said, said.dropFirst()).allSatisfy { ($0 == again) != ($1 == again) }, "\(warnings.all)")
    }

    /// With more transactions in it than the record has.
    @Test func whatIsNoStandbyIsRefused() throws {
        let server = try PostgresServer()
        let other = try PostgresServer()
        let strange = try Desk(Engine(testDescription: "postgres") { _, _ in try PostgresStore(other.address()) })
        for round in 0..<5 { try strange.put("notes", "strange\(round)") }
        let status = #expect(throws: Status.self) { try self.desk(server, other) }
        #expect(status?.code == .failedPrecondition)
        #expect(status?.message.contains("--store-replica is not a standby of --store") == true)
        // One that comes later is not read from.
        try other.kill()
        let warnings = Collected<String>()
        let desk = try self.desk(server, other, warnings)
        #expect(warnings.all.first?.contains("cannot be read from yet: the store's database does not answer") == true)
        try desk.put("notes", "a")
        try other.start()
        #expect(try desk.ids() == ["a"])
        Thread.sleep(forTimeInterval: 0.5)
        #expect(try desk.ids() == ["a"])
        #expect(try other.sql(readers) != [["0"]])
        #expect(warnings.all.last?.contains("not read from, --store is: the replica shows another record") == true)
    }

    /// Which is no transaction of the record.
    @Test func whatWasIndexedAnewIsAwaited() throws {
        let server = try PostgresServer()
        let standby = try server.standby()
        let desk = try desk(server, standby)
        try desk.put("notes", "a", "title:1\ncolor:red")
        #expect(try desk.ids() == ["a"])
        try standby.sql("SELECT pg_wal_replay_pause()")
        let fields = Desk.fields + [Field(name: "color", type: .text, repeated: false)]
        try desk.store.declare([Desk.kind("notes", termsVersion: 2, fields: fields)]) { _, _ in }
        let red = Query(kind: "notes", limit: 9, filter: "color = \"red\"")
        #expect(try desk.find(red).0.map(\.id) == ["a"])
    }

    /// A standby that got more than the one that took over.
    @Test func aStandbyWithWhatAFailoverHasLostIsNotReadFrom() throws {
        let server = try PostgresServer()
        let ahead = try server.standby(named: "ahead")
        let next = try server.standby(named: "next")
        let both = "host=127.0.0.1,127.0.0.1 port=\(server.port),\(next.port) user=dossier dbname=postgres"
        let desk = try Desk(
            Engine(testDescription: "postgres") { _, clock in
                var configuration = SQLConfiguration()
                configuration.clock = clock
                configuration.answerNanoseconds = 1_000_000_000
                return try PostgresStore(both, replica: ahead.address(), configuration: configuration)
            }
        )
        try desk.put("notes", "a")
        #expect(try desk.ids() == ["a"])
        try next.stopFollowing()
        try desk.put("notes", "lost1")
        try desk.put("notes", "lost2")
        #expect(try desk.ids() == ["a", "lost1", "lost2"])
        try server.kill()
        try next.promote()
        for round in 0..<4 {
            #expect(try desk.ids() == ["a"] + (0..<round).map { "new\($0)" })
            try desk.put("notes", "new\(round)")
        }
    }
}
