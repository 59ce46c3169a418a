import DossierClient
import DossierCore
import DossierWire
import Foundation
import Synchronization
import TestSupport
import Testing

/// Servers that follow each other on one socket while clients call: see docs/upgrading.md.
@Suite(.serialized) struct UpgradeTests {
    private static let status = RawFrame.request(1, "GetStatus", service: "dossier.v1.Server")

    /// Of clients that try nothing again.
    @Test func noCallFailsOverGRPCOrOnAConnectionOfItsOwn() async throws {
        try await withTemporaryFolder { folder in
            let servers = try await Succession(in: folder)
            let method = try ServiceMethod.standard(MethodName("dossier.v1.Server", "GetStatus"))
            let starts = Mutex<Set<String>>([])
            let load = OneCallLoad(port: servers.socket.port, threads: 3, Self.status) { reply in
                guard let status = try? method.reply(reply.payload), let start = status["startTime"]?.text else {
                    return
                }
                starts.withLock { _ = $0.insert(start) }
            }
            let grpc = GRPCLoad(port: servers.socket.port, in: folder)
            for count in 1...4 {
                try await eventually { starts.withLock { $0.count } == count && grpc.servers == count }
                try await Task.sleep(for: .milliseconds(200))
                if count < 4 { try await servers.replace(early: count == 2) }
            }
            let (answered, failures) = await load.end()
            #expect(failures == [])
            #expect(answered > 100)
            let report = try await grpc.report()
            #expect(report.failures == "")
            #expect(report.answered > 100)
            await servers.end()
        }
    }

    /// Of a client of HTTP/1 that keeps its connection until it is told that it ends.
    @Test func noCallFailsOnAConnectionThatIsKept() async throws {
        try await withTemporaryFolder { folder in
            let servers = try await Succession(in: folder)
            let port = servers.socket.port
            let isOver = Atomic(false)
            async let connections: Int = {
                var (kept, count) = (try RawClient(port: port), 1)
                while !isOver.load(ordering: .relaxed) {
                    let line = "POST /dossier.v1.Server/GetStatus HTTP/1.1"
                    try kept.send(line, ["content-type: application/json"], body: Array("{}".utf8))
                    let reply = try kept.response(within: 30)
                    #expect(reply.status == 200, "\(reply)")
                    if reply["connection"] == "close" { (kept, count) = (try RawClient(port: port), count + 1) }
                    try await Task.sleep(for: .milliseconds(50))
                }
                return count
            }()
            for _ in 0..<2 {
                try await Task.sleep(for: .milliseconds(300))
                try await servers.replace()
            }
            isOver.store(true, ordering: .relaxed)
            #expect(try await connections >= 3)
            await servers.end()
        }
    }

    /// What it reads again and what it waits for, the library sees to.
    @Test func aClientOfTheLibraryAndItsWatchGoOn() async throws {
        try await withTemporaryFolder { folder in
            let servers = try await Succession(in: folder)
            let record = try await Record(port: UInt16(servers.socket.port))
            let isOver = Atomic(false)
            async let written: [String] = {
                var ids: [String] = []
                while !isOver.load(ordering: .relaxed) {
                    let id = "n-\(ids.count)"
                    try await record.create(id, bytes: 10)
                    ids.append(id)
                }
                return ids
            }()
            for _ in 0..<3 {
                try await Task.sleep(for: .milliseconds(300))
                try await servers.replace()
            }
            isOver.store(true, ordering: .relaxed)
            let ids = try await written
            let watch = Watch(record.client, .incidents, after: .sequence(0), CallOptions(timeout: .seconds(30)))
            #expect(try await Self.changes(ids.count, of: watch) == ids)
            await servers.end()
        }
    }

    /// A watch that was begun before the first of them ends.
    @Test func aWatchMissesNothingAndRepeatsNothing() async throws {
        try await withTemporaryFolder { folder in
            let servers = try await Succession(in: folder)
            let record = try await Record(port: UInt16(servers.socket.port))
            let watch = Watch(record.client, .incidents, after: .sequence(0), CallOptions(timeout: .seconds(60)))
            async let seen = Self.changes(40, of: watch)
            for number in 0..<40 {
                try await record.create("n-\(number)", bytes: 10)
                if number % 10 == 5, number < 30 { try await servers.replace() }
            }
            #expect(try await seen == (0..<40).map { "n-\($0)" })
            await servers.end()
        }
    }

    /// It cannot know that the other one will end.
    @Test(.enabled(if: TestEngine.chosen == .sqlite))
    func onlyWhoWasHandedASocketWaitsForTheRecord() async throws {
        try await withTemporaryFolder { folder in
            let servers = try await Succession(in: folder)
            let store = try TestEngine.chosen.record(in: folder)
            let start = ContinuousClock.now
            let failure = await #expect(throws: DossierdProcess.Failure.self) {
                try await DossierdProcess.start(in: folder, store: store)
            }
            #expect(failure?.description.contains("is in use by another server (process ") == true)
            #expect(.now - start < .seconds(9))
            try await servers.replace(early: true)
            #expect(servers.log(of: 2).contains("waiting until that one has ended"))
            #expect(servers.log(of: 2).contains("socket=\"handed over\""))
            await servers.end()
        }
    }

    @Test(.enabled(if: TestEngine.chosen == .sqlite))
    func anOlderServerRefusesTheRecordOfANewerOne() async throws {
        try await withTemporaryFolder { folder in
            let first = try await DossierdProcess.start(in: folder, record: folder)
            #expect(await first.stop() == 0)
            let edit = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA user_version = 99')"
            let edited = try await Command.run("python3", "-c", edit, folder.appending(path: "record.db").path)
            #expect(edited.status == 0, "\(edited.output)")
            let failure = await #expect(throws: DossierdProcess.Failure.self) {
                try await DossierdProcess.start(in: folder, record: folder)
            }
            #expect(failure?.description.contains("a newer Dossier wrote this file (schema 99, this one knows") == true)
        }
    }

    /// The ids of the first changes of a watch.
    private static func changes(_ count: Int, of watch: Watch) async throws -> [String] {
        var watch = watch
        var ids: [String] = []
        while ids.count < count {
            let event = try await watch.next()
            guard let name = event["name"]?.text else { continue }
            ids.append(String(name.dropFirst("incidents/".count)))
        }
        return ids
    }
}

/// Waits until something holds.
func eventually(_ condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while !condition() {
        guard ContinuousClock.now < end else { throw Status(.deadlineExceeded, "not within 20 s") }
        try await Task.sleep(for: .milliseconds(20))
    }
}
