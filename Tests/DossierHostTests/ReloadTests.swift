import CDossierProtos
import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// Modules that come and go while others serve.
@Suite struct ReloadTests {
    @Test func aModuleThatGoesIsRoutedAwayAndComesBack() async throws {
        try await ModuleFolder.with("talk", "flow") { folder in
            try await ModuleServer.run(folder.libraries) { server in
                let client = try await server.connect()
                #expect(try await client.ask("Talk/Echo", Ask(text: "a")).text == "a")
                try folder.disable("talk")
                await server.reload(folder.url)
                let refused = try #require(await client.failure("Talk/Echo"))
                #expect(refused == Status(.unavailable, "module probe.talk is disabled; ask who runs this server"))
                #expect(try await client.ask("Flow/State").text.hasPrefix("running 0"))
                let state = try await server.status(of: "probe.talk") { ($0.state, $0.calls_refused) }
                #expect(try #require(state) == (DOSSIER__V1__MODULE_STATE__MODULE_STATE_DISABLED, 1))
                try folder.enable("talk")
                await server.reload(folder.url)
                #expect(try await client.ask("Talk/Echo", Ask(text: "b")).text == "b")
                let serving = try await server.status(of: "probe.talk") { $0.state }
                #expect(serving == DOSSIER__V1__MODULE_STATE__MODULE_STATE_SERVING)
            }
        }
    }

    @Test func openCallsOfAModuleThatGoesMayEnd() async throws {
        try await ModuleFolder.with("talk", "flow", "jam") { folder in
            try await ModuleServer.run(folder.libraries, grace: .seconds(3)) { server in
                let client = try await server.connect()
                var replies = try await client.follow("Flow/Linger").makeAsyncIterator()
                _ = try await replies.next()
                async let later = client.ask("Talk/FinishLater", Ask(text: "in time", number: 300))
                async let held = client.failure("Talk/Hold", Ask(text: "x", id: "ends itself"))
                try await eventually("both are open") { try await server.activeCalls(of: "probe.talk") == 2 }
                try folder.disable("talk")
                try folder.disable("flow")
                async let reloading: Void = server.reload(folder.url, grace: .milliseconds(600))
                // Streams do not end by themselves.
                let end = await #expect(throws: Status.self) { try await replies.next() }
                #expect(end == Status(.unavailable, "module probe.flow is disabled; ask who runs this server"))
                #expect(await client.failure("Talk/Echo")?.code == .unavailable)
                let draining = try await server.status(of: "probe.talk") { $0.state }
                #expect(draining == DOSSIER__V1__MODULE_STATE__MODULE_STATE_DRAINING)
                #expect(try await client.ask("Jam/Blocked").number == 0)
                #expect(try await later.text == "in time")
                #expect(await held?.code == .unavailable)
                await reloading
                let state = try await server.status(of: "probe.talk") { $0.state }
                #expect(state == DOSSIER__V1__MODULE_STATE__MODULE_STATE_DISABLED)
                try await eventually("it has ended") { try await server.activeCalls(of: "probe.talk") == 0 }
            }
        }
    }

    @Test func aNewModuleIsServedWithItsKinds() async throws {
        try await ModuleFolder.with("talk") { folder in
            try await ModuleServer.run(folder.libraries) { server in
                let client = try await server.connect()
                #expect(await client.failure("Notes/Put")?.code == .unimplemented)
                try await folder.add("notes")
                await server.reload(folder.url)
                #expect(try await client.ask("Notes/Put", Ask(text: "one", id: "a")).other == 1)
                #expect(try await client.ask("Notes/Read", Ask(id: "a")).text == "one")
                #expect(try await client.ask("Talk/Echo", Ask(text: "still")).text == "still")
            }
        }
    }

    /// For the faults that need more than their own name.
    private static let definitions = [
        "CLAIMED": ["OTHER_ID"], "DOES_NOT_START": ["DOES_NOT_START", "OTHER_ID", "NO_SERVICES", "NO_KINDS"],
    ]

    /// Whatever is wrong with one, nothing changes.
    @Test(arguments: ["NO_ENTRY", "DOES_NOT_START", "CLAIMED", "GARBAGE", "EMPTY"])
    func aReloadThatFailsChangesNothing(fault: String) async throws {
        try await ModuleFolder.with("talk", "refused") { folder in
            let log = LogRecorder()
            try await ModuleServer.run(folder.libraries, log: log) { server in
                let client = try await server.connect()
                try folder.disable("talk")
                let library = folder.url.appending(path: "other.so")
                switch fault {
                case "EMPTY": try folder.disable("refused")
                case "GARBAGE": try Data("not a library".utf8).write(to: library)
                default:
                    let module = try await TestModule.build("refused", Self.definitions[fault, default: [fault]])
                    try FileManager.default.copyItem(at: module, to: library)
                }
                await server.reload(folder.url)
                #expect(log.holds("not reloaded; the modules are as they were"))
                #expect(try await client.ask("Talk/Echo", Ask(text: "still")).text == "still")
                #expect(await client.failure("Plain/First")?.message.contains("failed without a reason") == true)
                #expect(try await server.status(of: "probe.other") { $0.calls_ended } == nil)
                // And what is in order again is served again.
                if fault == "EMPTY" {
                    try folder.enable("refused")
                } else {
                    try FileManager.default.removeItem(at: library)
                }
                await server.reload(folder.url)
                #expect(await client.failure("Talk/Echo")?.code == .unavailable)
            }
        }
    }

    @Test func aFileThatHasChangedNeedsANewStart() async throws {
        try await ModuleFolder.with("talk", "flow") { folder in
            let log = LogRecorder()
            try await ModuleServer.run(folder.libraries, log: log) { server in
                let client = try await server.connect()
                try await folder.add("talk")
                await server.reload(folder.url)
                #expect(log.holds("its file has changed: start the server anew to run it", "probe.talk"))
                #expect(try await client.ask("Talk/Echo", Ask(text: "still")).text == "still")
            }
        }
    }

    /// Calls that cross with reloads are answered well or told why not.
    @Test func callsThatCrossWithReloadsAreAnswered() async throws {
        try await ModuleFolder.with("talk", "flow", "pipe") { folder in
            try await ModuleServer.run(folder.libraries, grace: .seconds(5)) { server in
                let isOver = Flag()
                let counts = await withTaskGroup(of: (served: Int, refused: Int).self) { group in
                    for method in ["Talk/Echo", "Talk/QuickEcho", "Flow/State"] {
                        group.addTask {
                            guard let client = try? await server.connect() else { return (0, 0) }
                            var (served, refused) = (0, 0)
                            while !isOver.isSet {
                                switch await client.failure(method, Ask(text: "x"), timeout: .seconds(10))?.code {
                                case nil: served += 1
                                case .unavailable where method != "Flow/State": refused += 1
                                case let code: Issue.record("\(method): \(String(describing: code))")
                                }
                            }
                            return (served, refused)
                        }
                    }
                    for _ in 0..<20 {
                        try? folder.disable("talk")
                        await server.reload(folder.url)
                        try? folder.enable("talk")
                        await server.reload(folder.url)
                        try? await Task.sleep(for: .milliseconds(5))
                    }
                    isOver.set()
                    return await group.reduce((0, 0)) { ($0.0 + $1.served, $0.1 + $1.refused) }
                }
                #expect(counts.0 > 0 && counts.1 > 0)
                try await eventually("all end") { try await server.activeCalls(of: "probe.talk") == 0 }
            }
        }
    }

    @Test func aHangupReadsTheFolderAgain() async throws {
        let libraries = try await TestModule.build(all: "talk", "flow")
        try await withTemporaryFolder { url in
            let server = try await DossierdProcess.start(in: url, record: url, modules: libraries)
            do {
                let folder = ModuleFolder(url: url.appending(path: "modules"))
                let client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(server.port)))
                #expect(try await client.ask("Talk/Echo", Ask(text: "a")).text == "a")
                try folder.disable("talk")
                kill(server.identifier, SIGHUP)
                try await eventually("it is gone") { await client.failure("Talk/Echo")?.code == .unavailable }
                #expect(try await client.ask("Flow/State").text.hasPrefix("running 0"))
                try folder.enable("talk")
                kill(server.identifier, SIGHUP)
                try await eventually("it is back") { await client.failure("Talk/Echo") == nil }
            } catch {
                await server.kill()
                throw error
            }
            #expect(await server.stop() == 0)
        }
    }
}
