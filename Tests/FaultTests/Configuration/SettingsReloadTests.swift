import Foundation
import TestSupport
import Testing

/// Settings are changed while the server runs.
@Suite struct SettingsReloadTests {
    @Test func aHangupTakesWhatItCanAndNamesWhatItCannot() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "dossier.yaml")
            try Data("log-level: notice\n".utf8).write(to: file)
            let arguments = ["--config", file.path, "--grace", "1"]
            let server = try await DossierdProcess.start(in: folder, record: folder, arguments: arguments)
            let log = Log(folder: folder)
            do {
                let change = { (text: String) in
                    try Data(text.utf8).write(to: file, options: .atomic)
                    kill(server.identifier, SIGHUP)
                }
                let open = try RawClient(port: Int(server.port))
                try change("limits:\n  queue: 7\n  connections-per-peer: 1\ngrace: 9\nstore: sqlite:other.db\n")
                try await log.eventually("modules=", count: 1)
                let warnings = log.lines("a changed setting needs a restart; it stays as it was")
                #expect(warnings.count == 1 && warnings[0].contains("setting=limits.queue"), "\(warnings)")
                #expect(warnings[0].contains("origin=\(file.path):2"), "\(warnings)")
                #expect(
                    log.lines("settings reloaded").allSatisfy { $0.contains("settings=limits.connections-per-peer") }
                )
                // Who was there stays; another has no room beside him.
                #expect(try RawClient(port: Int(server.port)).isAtEnd(within: 5))
                #expect(!open.isAtEnd(within: 0.1))

                try change("log-level: error\nlimits: {connections-per-peer: 2}\n")
                let isOpen = { try !RawClient(port: Int(server.port)).isAtEnd(within: 0.1) }
                try await log.eventually("a second connection") { try isOpen() }
                try change("log-level: info\ngrace: soon\n")
                try await log.eventually("settings not reloaded; those before stay", count: 1)
                #expect(log.lines("\(file.path):2: grace must be 0 to").count == 1)
                #expect(log.lines("modules=").count == 1, "\(log.text)")

                // It would be taken over without what it needs, which is not.
                try change("tls: {cert: a.pem, key: a.key, only: true}\n")
                try await log.eventually("first: --client-ca and --tls-only need --cert and --key", count: 1)
                #expect(log.lines("modules=").count == 1, "\(log.text)")

                try change("log-level: info\n")
                try await log.eventually("settings=\"log-level, limits.connections-per-peer\"", count: 1)
            } catch {
                await server.kill()
                throw error
            }
            #expect(await server.stop() == 0)
        }
    }

    /// What a server logs.
    private struct Log {
        let folder: URL

        var text: String { (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? "" }

        func lines(_ words: String) -> [Substring] { text.split(separator: "\n").filter { $0.contains(words) } }

        func eventually(_ words: String, count: Int) async throws {
            try await eventually(words) { lines(words).count == count }
        }

        func eventually(_ name: String, _ condition: () throws -> Bool) async throws {
            for _ in 0..<200 {
                if try condition() { return }
                try await Task.sleep(for: .milliseconds(25))
            }
            Issue.record("not within 5 s: \(name): \(text)")
        }
    }
}
