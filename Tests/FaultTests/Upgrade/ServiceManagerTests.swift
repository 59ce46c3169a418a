import Foundation
import TestSupport
import Testing

/// What a server tells the manager that has started it, and what it takes from it.
@Suite struct ServiceManagerTests {
    @Test(arguments: ["path", "@"])
    func isToldHowTheServerIs(kind: String) async throws {
        try await withTemporaryFolder { folder in
            let name = kind == "@" ? "@dossier-\(UUID().uuidString)" : folder.appending(path: "notify").path
            let socket = try NotificationSocket(name)
            let environment = ["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "400000"]
            let server = try await DossierdProcess.start(in: folder, record: folder, environment: environment)
            let ready = try socket.next("READY")
            #expect(ready["READY"] == "1")
            #expect(ready["STATUS"] == "Serving at 127.0.0.1:\(server.port)")
            for _ in 0..<3 { #expect(try socket.next("WATCHDOG", within: 5)["WATCHDOG"] == "1") }
            kill(server.identifier, SIGHUP)
            let reloading = try socket.next("RELOADING")
            #expect(reloading["RELOADING"] == "1")
            let uptime = try #require(reloading["MONOTONIC_USEC"].flatMap { Double($0) }) / 1_000_000
            #expect(abs(uptime - ProcessInfo.processInfo.systemUptime) < 20)
            #expect(try socket.next("READY")["READY"] == "1")
            #expect(await server.stop() == 0)
            let stopping = try socket.next("STOPPING")
            #expect(stopping["STOPPING"] == "1")
            #expect(stopping["EXTEND_TIMEOUT_USEC"] == "70000000")
        }
    }

    /// One whose event loops hang would say nothing either.
    @Test func hearsNothingFromAServerThatHangs() async throws {
        try await withTemporaryFolder { folder in
            let socket = try NotificationSocket(folder.appending(path: "notify").path)
            let environment = ["NOTIFY_SOCKET": socket.name, "WATCHDOG_USEC": "200000"]
            let server = try await DossierdProcess.start(in: folder, record: folder, environment: environment)
            _ = try socket.next("WATCHDOG")
            kill(server.identifier, SIGSTOP)
            #expect(throws: RawClient.Failure.self) { while true { _ = try socket.next("WATCHDOG", within: 1) } }
            kill(server.identifier, SIGCONT)
            _ = try socket.next("WATCHDOG")
            #expect(await server.stop() == 0)
        }
    }

    /// A start that takes long says how far it is, and asks for time.
    @Test(.enabled(if: TestEngine.chosen == .sqlite))
    func isToldHowFarIndexingIs() async throws {
        try await withTemporaryFolder { folder in
            let first = try await DossierdProcess.start(in: folder, record: folder)
            try await Record(port: first.port).create("outage")
            #expect(await first.stop() == 0)
            let edit =
                "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE kinds SET terms_version = 0'); c.commit()"
            let edited = try await Command.run("python3", "-c", edit, folder.appending(path: "record.db").path)
            #expect(edited.status == 0, "\(edited.output)")
            let socket = try NotificationSocket(folder.appending(path: "notify").path)
            let environment = ["NOTIFY_SOCKET": socket.name]
            let server = try await DossierdProcess.start(in: folder, record: folder, environment: environment)
            let step = try socket.next("EXTEND_TIMEOUT_USEC")
            #expect(step["STATUS"] == "Indexing dossier.incidents: 1 of 1 records")
            #expect(step["EXTEND_TIMEOUT_USEC"] == "60000000")
            _ = try socket.next("READY")
            #expect(await server.stop() == 0)
        }
    }

    /// Its address is what counts, whatever `--listen` says.
    @Test func handsOverNoSocketThatWouldLayTheRecordOpen() async throws {
        try await withTemporaryFolder { folder in
            let socket = try ListeningSocket(address: "0.0.0.0")
            let store = try TestEngine.chosen.record(in: folder)
            let failure = await #expect(throws: DossierdProcess.Failure.self) {
                try await DossierdProcess.start(in: folder, store: store, socket: socket)
            }
            #expect(failure?.description.contains("0.0.0.0:\(socket.port): whoever reaches it") == true)
        }
    }

    @Test(arguments: [
        ("exec 3</dev/null; LISTEN_PID=$$ LISTEN_FDS=1", "it is no TCP socket that listens"),
        ("LISTEN_PID=$$ LISTEN_FDS=2", "2 sockets are handed over; one is taken"),
    ])
    func handsOverOneSocketThatListens(_ shell: String, _ words: String) async throws {
        try await withTemporaryFolder { folder in
            let store = try TestEngine.chosen.record(in: folder)
            let failure = await #expect(throws: DossierdProcess.Failure.self) {
                try await DossierdProcess.start(
                    in: folder,
                    store: store,
                    launcher: ["sh", "-c", "export LISTEN_PID LISTEN_FDS; \(shell); exec \"$@\"", "sh"]
                )
            }
            #expect(failure?.description.contains(words) == true, "\(String(describing: failure))")
        }
    }

    /// As long as the server before, which is still to end, has it.
    @Test func waitsForItsAdminPortWithASocketThatIsHandedOver() async throws {
        try await withTemporaryFolder { folder in
            let socket = try ListeningSocket()
            var admin: ListeningSocket? = try ListeningSocket()
            let port = try #require(admin?.port)
            let store = try TestEngine.chosen.record(in: folder)
            let arguments = ["--admin", "127.0.0.1:\(port)"]
            let server = try await DossierdProcess.start(
                in: folder,
                store: store,
                arguments: arguments,
                socket: socket
            )
            try await Record(port: server.port).create("outage")
            let log = folder.appending(path: "log")
            try await eventually {
                (try? String(contentsOf: log, encoding: .utf8))?.contains("metrics wait for their port") == true
            }
            let alone = try await Command.run(
                ["timeout", "60", Products.folder.appending(path: "dossierd").path, "--listen", "127.0.0.1:0"]
                    + ["--store", "sqlite:\(folder.path)/other.db", "--modules", folder.path + "/modules"] + arguments
            )
            #expect(alone.status == 1)
            #expect(alone.output.contains("cannot listen on 127.0.0.1:\(port) for --admin"), "\(alone.output)")
            withExtendedLifetime(admin) {}
            admin = nil
            var health = try await Curl.run(["http://127.0.0.1:\(port)/healthz"])
            for _ in 0..<50 where health.status == 0 {
                try await Task.sleep(for: .milliseconds(100))
                health = try await Curl.run(["http://127.0.0.1:\(port)/healthz"])
            }
            #expect(health.status == 200, "\(health)")
            #expect(await server.stop() == 0)
        }
    }

    /// What was meant for the program that started it.
    @Test func anothersSocketIsNotTaken() async throws {
        try await withTemporaryFolder { folder in
            let environment = ["LISTEN_PID": "1", "LISTEN_FDS": "1"]
            let server = try await DossierdProcess.start(in: folder, record: folder, environment: environment)
            try await Record(port: server.port).create("outage")
            #expect(await server.stop() == 0)
        }
    }
}
