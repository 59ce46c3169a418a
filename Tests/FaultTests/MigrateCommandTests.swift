import Foundation
import Glibc
import TestSupport
import Testing

/// `dossierd migrate`, from a file to a database.
@Suite struct MigrateCommandTests {
    private static let records = 400

    private let dossierd = Products.folder.appending(path: "dossierd").path

    @Test func whatWasKilledGoesOnIntoADatabase() async throws {
        let database = try PostgresServer.shared.makeDatabase()
        let address = PostgresServer.shared.address(of: database)
        try await withTemporaryFolder { folder in
            let file = "sqlite:\(folder.appending(path: "record.db").path)"
            let server = try await DossierdProcess.start(in: folder, store: file, arguments: ["--no-sync"])
            try await fill(try await Record(port: server.port))
            #expect(await server.stop() == 0)
            let source = try last(try await Command.run(dossierd, "verify", "--store", file).output)

            try await killOnceItHasBegun(from: file, to: address, in: database, noting: folder.appending(path: "pid"))
            let half = try await Command.run(dossierd, "verify", "--store", address)
            #expect(half.status == 1 && half.output.contains("come to its end"), "\(half.output)")
            let served = try await Command.run(dossierd, "--store", address, "--listen", "127.0.0.1:0")
            #expect(served.status != 0 && served.output.contains("come to its end"), "\(served.output)")

            if TestLength.isLong { try await hold("versions", of: database) }
            let end = try await Command.run(dossierd, "migrate", "--from", file, "--to", address)
            #expect(try end.status == 0 && last(end.output) == source, "\(end.output)")
            // Not on a terminal: a line now and then.
            if TestLength.isLong { #expect(end.output.contains("copied\n"), "\(end.output)") }
            let verified = try await Command.run(dossierd, "verify", "--store", address)
            #expect(try verified.status == 0 && last(verified.output) == source, "\(verified.output)")
            let again = try await DossierdProcess.start(in: folder, store: address)
            let record = try await Record(port: again.port)
            #expect(try await record.ids().count == Self.records)
            try await record.check("i7")
            #expect(await again.stop() == 0)
        }
        try PostgresServer.shared.drop(database)
    }

    /// Kills a copy when its first rows are there: all of them have to be read once more at its end.
    private func killOnceItHasBegun(from file: String, to address: String, in database: String, noting pid: URL)
        async throws
    {
        let shell = "echo $$ > \(pid.path); exec \(dossierd) migrate --from \(file) --to '\(address)'"
        async let killed = Command.run("sh", "-c", shell)
        let rows = "SELECT FROM transactions LIMIT 1"
        while (try? PostgresServer.shared.sql(rows, in: database))?.isEmpty != false {
            try await Task.sleep(for: .milliseconds(2))
        }
        let process = try String(contentsOf: pid, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        kill(try #require(pid_t(process)), SIGKILL)
        #expect(try await killed.status == SIGKILL)
    }

    /// Keeps everybody from a table for longer than a command is silent.
    private func hold(_ table: String, of database: String) async throws {
        Thread.detachNewThread {
            _ = try? PostgresServer.shared.sql("LOCK TABLE \(table); SELECT pg_sleep(7)", in: database)
        }
        let held = "SELECT FROM pg_stat_activity WHERE datname = '\(database)' AND wait_event = 'PgSleep'"
        while try PostgresServer.shared.sql(held).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    }

    private func fill(_ record: Record) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in 0..<16 {
                group.addTask {
                    for id in 0..<Self.records where id % 16 == part { try await record.create("i\(id)") }
                }
            }
            try await group.waitForAll()
        }
    }

    /// SEQUENCE:HASH, as a command printed it.
    private func last(_ output: String) throws -> String {
        String(try #require(output.firstMatch(of: /last transaction: ([0-9]+:[0-9a-f]{64})\n/), "\(output)").1)
    }
}
