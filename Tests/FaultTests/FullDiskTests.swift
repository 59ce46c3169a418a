import DossierClient
import DossierCore
import DossierStore
import Foundation
import TestSupport
import Testing

/// A server whose disk fills while many write: it says so, reads go on, and it writes again once there is room.
@Suite struct FullDiskTests {
    @Test(arguments: SmallDisk.available)
    func refusesWhatDoesNotFitAndGoesOnWhenThereIsRoom(_ disk: SmallDisk) async throws {
        try await withTemporaryFolder { base in
            let folder = base.appending(path: "record")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let launcher = disk.launcher(over: folder)
            let server = try await DossierdProcess.start(in: base, record: folder, launcher: launcher)
            do {
                try await checkFilling(disk, folder, server)
                try checkLog(base.appending(path: "log"))
            } catch {
                await server.kill()
                throw error
            }
            #expect(await server.stop() == 0)
        }
    }

    private func checkFilling(_ disk: SmallDisk, _ folder: URL, _ server: DossierdProcess) async throws {
        let record = try await Record(port: server.port)
        for number in 0..<20 { try await record.create("before-\(number)") }
        try await disk.fill(folder, of: server, leaving: 300_000)
        let written = try await write(until: 10, to: server)
        var acknowledged = (0..<20).map { "before-\($0)" } + written.flatMap(\.acknowledged)
        let refusals = written.flatMap(\.refusals)
        #expect(refusals.count == written.count * 10)
        for (id, status) in refusals {
            #expect(status.code == .resourceExhausted)
            #expect(status.message.contains("full") && status.message.contains("free some space"), "\(status)")
            #expect(await failure { try await record.check(id) }?.code == .notFound)
        }
        // Full as it is, it is read.
        #expect(try await record.ids() == acknowledged.sorted())
        for id in acknowledged { try await record.check(id) }

        try await disk.free(folder, of: server)
        try await record.create("after")
        acknowledged.append("after")
        #expect(try await record.ids() == acknowledged.sorted())
        let feed = try await Record(port: server.port).changes(acknowledged.count)
        #expect(feed.map(\.sequence) == Array(1...acknowledged.count))
        #expect(Set(feed.map(\.id)) == Set(acknowledged))
        try verify(copyOf: disk.seen(folder, by: server), in: folder.deletingLastPathComponent())
    }

    /// Why writes were refused, a few times of the many: calls tell their code alone.
    private func checkLog(_ file: URL) throws {
        let log = try String(contentsOf: file, encoding: .utf8)
        let lines = log.split(separator: "\n").filter { $0.contains(#"msg="store failed""#) }
        #expect((1..<400).contains(lines.count), "\(log.suffix(4_000))")
        for line in lines {
            #expect(line.contains("level=error") && line.contains("code=RESOURCE_EXHAUSTED"), "\(line)")
            #expect(line.contains("the disk that holds the store is full"), "\(line)")
        }
    }

    private struct Written: Sendable {
        var acknowledged: [String] = []
        var refusals: [(id: String, status: Status)] = []
    }

    /// 8 connections that write until each has been refused so often.
    private func write(until refusals: Int, to server: DossierdProcess) async throws -> [Written] {
        try await withThrowingTaskGroup(of: Written.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    let record = try await Record(port: server.port)
                    var written = Written()
                    var number = 0
                    while written.refusals.count < refusals {
                        let id = "w\(writer)-\(number)"
                        switch await failure({ try await record.create(id) }) {
                        case nil: written.acknowledged.append(id)
                        case let status?: written.refusals.append((id, status))
                        }
                        number += 1
                    }
                    return written
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// The record as a server would find it that starts now: its whole chain holds.
    private func verify(copyOf folder: URL, in base: URL) throws {
        let copy = base.appending(path: "copy")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for name in ["record.db", "record.db-wal"] {
            try FileManager.default.copyItem(at: folder.appending(path: name), to: copy.appending(path: name))
        }
        let store = try SQLiteStore(path: copy.appending(path: "record.db").path)
        defer { store.close() }
        try store.verify()
    }
}
