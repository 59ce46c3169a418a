import DossierCore
import Foundation
import TestSupport
import Testing

/// A server whose record is damaged does not start, or goes on with what is whole; it says why and what to do.
@Suite struct DamagedRecordTests {
    @Test(arguments: Damage.allCases)
    func isRefusedAtTheStart(_ damage: Damage) async throws {
        try await withTemporaryFolder { folder in
            let first = try await DossierdProcess.start(in: folder, record: folder)
            let record = try await Record(port: first.port)
            for number in 0..<40 { try await record.create("i\(number)") }
            #expect(await first.stop() == 0)
            let file = folder.appending(path: "record.db")
            try damage.damage(file)
            let damaged = try Data(contentsOf: file)
            do {
                await (try DossierdProcess.start(in: folder, record: folder)).kill()
                Issue.record("it started")
            } catch let refusal as DossierdProcess.Failure {
                #expect(refusal.description.contains(damage.hint), "\(refusal)")
                #expect(refusal.description.contains(file.path), "\(refusal)")
            }
            #expect(try Data(contentsOf: file) == damaged, "what is damaged is left as it is")
        }
    }

    @Test func whatIsDamagedLaterIsTold() async throws {
        try await withTemporaryFolder { folder in
            let first = try await DossierdProcess.start(in: folder, record: folder)
            let record = try await Record(port: first.port)
            for number in 0..<40 { try await record.create("i\(number)") }
            #expect(await first.stop() == 0)
            let server = try await DossierdProcess.start(in: folder, record: folder)
            do {
                try Damage.pages.overwrite(folder.appending(path: "record.db"))
                let served = try await Record(port: server.port)
                let status = await failure { _ = try await served.ids() }
                #expect(status?.code == .dataLoss, "\(String(describing: status))")
            } catch {
                await server.kill()
                throw error
            }
            _ = await server.stop()
            let log = try String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
            let lines = log.split(separator: "\n").filter { $0.contains(#"msg="store failed""#) }
            let line = try #require(lines.first, "\(log)")
            #expect(line.contains("level=error") && line.contains("code=DATA_LOSS"), "\(line)")
            #expect(line.contains("malformed") && line.contains("restore a backup"), "\(line)")
        }
    }

    enum Damage: CaseIterable {
        case garbage
        case header
        case pages
        case truncated

        var hint: String { self == .garbage ? "choose another file" : "restore a backup" }

        func damage(_ file: URL) throws { try damaged(file).write(to: file) }

        /// In its place, as a server has it open.
        func overwrite(_ file: URL) throws {
            let bytes = try damaged(file)
            let handle = try FileHandle(forWritingTo: file)
            try handle.write(contentsOf: bytes)
            try handle.close()
        }

        private func damaged(_ file: URL) throws -> Data {
            var bytes = try Data(contentsOf: file)
            switch self {
            case .garbage: bytes = Data(String(repeating: "dear diary\n", count: 1_000).utf8)
            case .header: bytes[18] = 9
            case .pages:
                for page in 1..<bytes.count / 8192 { bytes.resetBytes(in: page * 8192..<page * 8192 + 64) }
            case .truncated: bytes.count /= 2
            }
            return bytes
        }
    }
}
