import DossierCore
import Foundation
import TestSupport
import Testing

/// A server whose record is damaged does not start, and says why and what to do.
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

    enum Damage: CaseIterable {
        case garbage
        case header
        case pages
        case truncated

        var hint: String { self == .garbage ? "choose another file" : "restore a backup" }

        func damage(_ file: URL) throws {
            var bytes = try Data(contentsOf: file)
            switch self {
            case .garbage: bytes = Data(String(repeating: "dear diary\n", count: 1_000).utf8)
            case .header: bytes[18] = 9
            case .pages:
                for page in 1..<bytes.count / 8192 { bytes.resetBytes(in: page * 8192..<page * 8192 + 64) }
            case .truncated: bytes.count /= 2
            }
            try bytes.write(to: file)
        }
    }
}
