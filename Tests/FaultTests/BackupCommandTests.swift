import Foundation
import TestSupport
import Testing

/// `dossierd backup` and `restore`, beside a server and against all that breaks them off.
@Suite(.serialized) struct BackupCommandTests {
    private static let rounds = TestLength.isLong ? 20 : 2
    /// Rounds at most until one has been killed between its first row and its last.
    private static let most = 20

    private func dossierd(_ arguments: String..., killedAfter time: Double? = nil) async throws -> Command {
        let killer = time.map { ["timeout", "-s", "KILL", "\($0)"] } ?? []
        return try await Command.run(killer + [Products.folder.appending(path: "dossierd").path] + arguments)
    }

    private func store(_ folder: URL, _ name: String = "record.db") -> String {
        "sqlite:\(folder.appending(path: name).path)"
    }

    /// SEQUENCE:HASH, as a command printed it.
    private func last(_ output: String) throws -> String {
        String(try #require(output.firstMatch(of: /last transaction: ([0-9]+:[0-9a-f]{64})\n/), "\(output)").1)
    }

    private func fill(_ record: Record, _ ids: Range<Int>, bytes: Int = 1_000) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in 0..<16 {
                group.addTask {
                    for id in ids where id % 16 == part { try await record.create("i\(id)", bytes: bytes) }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func aBackupBesideAWriterIsARecordOfItsBeginning() async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder, arguments: ["--no-sync"])
            let record = try await Record(port: server.port)
            try await fill(record, 0..<100)
            let writing = Task { try await fill(record, 100..<2_000) }
            var noted: [String] = []
            for number in 0..<4 {
                let to = folder.appending(path: "backup\(number).db").path
                let made = try await dossierd("backup", "--store", store(folder), "--to", to)
                #expect(made.status == 0, "\(made.output)")
                noted.append(try last(made.output))
                let rights = try FileManager.default.attributesOfItem(atPath: to)[.posixPermissions] as? Int
                #expect(rights == 0o600)
            }
            try await writing.value
            #expect(await server.stop() == 0)
            for (number, noted) in noted.enumerated() {
                let copy = try await dossierd("verify", "--store", store(folder, "backup\(number).db"))
                #expect(copy.status == 0 && copy.output.contains(noted), "\(copy.output)")
                let source = try await dossierd("verify", "--store", store(folder), "--noted", noted)
                #expect(source.status == 0, "\(source.output)")
            }
            // Served, it holds what it says, no more and no less.
            let restored = folder.appending(path: "restored")
            try FileManager.default.createDirectory(at: restored, withIntermediateDirectories: true)
            let backup = folder.appending(path: "backup3.db").path
            let done = try await dossierd("restore", "--from", backup, "--store", store(restored))
            #expect(try done.status == 0 && last(done.output) == noted[3], "\(done.output)")
            let again = try await DossierdProcess.start(in: folder, record: restored)
            let ids = try await Record(port: again.port).ids()
            #expect(try ids.count == Int(#require(noted[3].split(separator: ":").first)))
            for id in ids.prefix(50) { try await Record(port: again.port).check(id) }
            #expect(await again.stop() == 0)
        }
    }

    @Test func whatWasKilledIsNoRecordUntilItGoesOn() async throws {
        var random = SeededGenerator()
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder, arguments: ["--no-sync"])
            try await fill(try await Record(port: server.port), 0..<1_000, bytes: 4_000)
            #expect(await server.stop() == 0)
            let source = try last(try await dossierd("verify", "--store", store(folder)).output)
            // How long it takes differs by machine and by what else that does.
            let whole = folder.appending(path: "whole.db").path
            let begin = ContinuousClock.now
            #expect(try await dossierd("backup", "--store", store(folder), "--to", whole).status == 0)
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            var halves = 0
            for round in 0..<Self.most where round < Self.rounds || halves == 0 {
                let backup = folder.appending(path: "backup.db").path
                for file in ["", "-lock", "-journal"] { try? FileManager.default.removeItem(atPath: backup + file) }
                for _ in 0..<6 {
                    let time = Double.random(in: 0.2...1, using: &random) * seconds
                    let run = try await dossierd("backup", "--store", store(folder), "--to", backup, killedAfter: time)
                    if run.status == 0 { break }
                    let half = try await dossierd("verify", "--store", "sqlite:\(backup)")
                    // Killed before its first row, or after its last.
                    if half.status == 0 { break }
                    #expect(
                        half.output.contains("come to its end") || half.output.contains("no such file")
                            || half.output.contains("is empty"),
                        "seed \(random.seed): \(half.output)"
                    )
                    guard half.output.contains("come to its end") else { continue }
                    let served = try await dossierd("--store", "sqlite:\(backup)", "--listen", "127.0.0.1:0")
                    // What was not committed the server has rolled back; that may be all.
                    let left = try await dossierd("verify", "--store", "sqlite:\(backup)")
                    guard left.output.contains("come to its end") else { continue }
                    #expect(served.status != 0 && served.output.contains("come to its end"), "\(served.output)")
                    halves += 1
                }
                let end = try await dossierd("backup", "--store", store(folder), "--to", backup)
                #expect(end.status == 0 || end.output.contains("there is a record already"), "\(end.output)")
                let verified = try await dossierd("verify", "--store", "sqlite:\(backup)")
                #expect(
                    try verified.status == 0 && last(verified.output) == source,
                    "seed \(random.seed): \(verified.output)"
                )
            }
            #expect(halves > 0, "seed \(random.seed)")
        }
    }

    @Test func whatIsThereIsNotOverwritten() async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder)
            try await Record(port: server.port).create("i1")
            let backup = folder.appending(path: "backup.db").path
            #expect(try await dossierd("backup", "--store", store(folder), "--to", backup).status == 0)
            let before = try Data(contentsOf: URL(fileURLWithPath: backup))
            let again = try await dossierd("backup", "--store", store(folder), "--to", backup)
            #expect(again.status == 1 && again.output.contains("there is a record already"), "\(again.output)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: backup)) == before)
            let served = try await dossierd("restore", "--from", backup, "--store", store(folder))
            #expect(served.status == 1 && served.output.contains("in use by another server"), "\(served.output)")
            #expect(await server.stop() == 0)
            let full = try await dossierd("restore", "--from", backup, "--store", store(folder))
            #expect(full.status == 1 && full.output.contains("there is a record already"), "\(full.output)")
            let text = folder.appending(path: "letter.txt")
            try Data("Dear Sir or Madam,".utf8).write(to: text)
            let letter = try await dossierd("backup", "--store", store(folder), "--to", text.path)
            #expect(letter.status == 1)
            #expect(try Data(contentsOf: text) == Data("Dear Sir or Madam,".utf8))
            let none = try await dossierd("restore", "--from", backup + "x", "--store", store(folder, "new.db"))
            #expect(none.status == 1 && none.output.contains("no such file"), "\(none.output)")
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "new.db").path))
        }
    }

    @Test func aDamagedSourceIsToldNotCopied() async throws {
        try await withTemporaryFolder { folder in
            let server = try await DossierdProcess.start(in: folder, record: folder)
            let record = try await Record(port: server.port)
            try await fill(record, 0..<200)
            #expect(await server.stop() == 0)
            let file = folder.appending(path: "record.db")
            var bytes = try Data(contentsOf: file)
            // A letter of a body, and then a page of the file.
            let word = try #require(bytes.range(of: Data("i77 i77".utf8)))
            bytes[word.lowerBound] = UInt8(ascii: "j")
            try bytes.write(to: file)
            let backup = folder.appending(path: "backup.db").path
            let letter = try await dossierd("backup", "--store", store(folder), "--to", backup)
            #expect(letter.status == 1 && letter.output.contains("incidents/i77"), "\(letter.output)")
            #expect(letter.output.contains("\(store(folder)): "), "\(letter.output)")
            #expect(try await dossierd("verify", "--store", "sqlite:\(backup)").status == 1)
            let page = word.lowerBound / 8_192 * 8_192
            bytes.replaceSubrange(page..<page + 8_192, with: Data(repeating: 0xa5, count: 8_192))
            try bytes.write(to: file)
            let other = folder.appending(path: "other.db").path
            let torn = try await dossierd("backup", "--store", store(folder), "--to", other)
            #expect(torn.status == 1 && torn.output.contains("\(store(folder)): "), "\(torn.output)")
            #expect(torn.output.contains("damaged"), "\(torn.output)")
            #expect(try await dossierd("verify", "--store", "sqlite:\(other)").status == 1)
        }
    }
}
