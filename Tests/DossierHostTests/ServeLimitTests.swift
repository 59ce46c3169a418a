import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

@testable import dossierd

/// Limits that are given to a server at its start, over its socket.
@Suite struct ServeLimitTests {
    @Test func callsAndTheirTimeAreBounded() async throws {
        let arguments = ["--calls", "4", "--calls-per-connection", "2", "--call-time", "2"]
        try await run(arguments) { server in
            let clients = [try await connect(server), try await connect(server), try await connect(server)]
            let start = ContinuousClock.now
            let kept = clients.prefix(2).flatMap { client in
                (0..<2).map { _ in Task { await keep(client) } }
            }
            try await eventually("full") { await clients[2].failure("Talk/Echo") != nil }
            let ofAll = await clients[2].failure("Talk/Echo")
            #expect(ofAll?.message.contains("4 calls are open;") == true, "\(String(describing: ofAll))")
            let ofOne = await clients[0].failure("Talk/Echo")
            #expect(ofOne?.message.contains("2 calls are open on this") == true, "\(String(describing: ofOne))")
            for refusal in [ofAll, ofOne] {
                #expect(refusal?.code == .resourceExhausted)
                #expect(refusal?.retryDelay == .nanoseconds(Limits.retryNanoseconds))
            }
            for task in kept {
                let end = await task.value
                #expect(end?.code == .deadlineExceeded)
                #expect(end?.message.hasPrefix("the call took longer than the 2 s that this server allows;") == true)
            }
            #expect((Duration.milliseconds(1_900)..<Duration.seconds(10)).contains(ContinuousClock.now - start))
            #expect(await clients[0].failure("Talk/Echo") == nil)
        }
    }

    /// A call that stays open, made again when the one that looks whether all are open came before it.
    private func keep(_ client: Client) async -> Status? {
        while true {
            let end = await client.failure("Jam/Keep", timeout: .seconds(60))
            if end?.code != .resourceExhausted { return end }
        }
    }

    /// Its own time-out is not all that can end a call.
    @Test func theCommandTellsWhereMoreTimeIsToBeHad() async throws {
        try await run(["--call-time", "1"]) { server in
            let command = Products.folder.appending(path: "dossier").path
            let call = ["call", "probe.v1.Jam/Keep", "{}"]
            let run = try await Command.run([command, "--server", "127.0.0.1:\(server.port)"] + call)
            #expect(run.output.contains("longer than the 1 s that this server allows"), "\(run.output)")
            #expect(run.output.contains("with --timeout or"), "\(run.output)")
            #expect(run.output.contains("dossierd --call-time"), "\(run.output)")
        }
    }

    @Test func theQueueOfAModuleIsBounded() async throws {
        try await run(["--queue", "2"]) { server in
            let client = try await connect(server)
            let other = try await connect(server)
            let waiting = 2
            await withTaskGroup(of: Status?.self) { group in
                for _ in 0..<Limits.workersPerModule {
                    group.addTask { await client.failure("Jam/Block", timeout: .seconds(60)) }
                }
                try? await eventually("all workers are held") {
                    try await other.ask("Jam/Blocked").number == UInt64(Limits.workersPerModule)
                }
                for _ in 0..<waiting + 1 {
                    group.addTask { await client.failure("Jam/Block", timeout: .seconds(60)) }
                }
                let refusal = await group.next() ?? nil
                #expect(refusal?.code == .resourceExhausted)
                #expect(refusal?.message.contains("has 2 calls waiting;") == true, "\(String(describing: refusal))")
                #expect(refusal?.retryDelay == .nanoseconds(Limits.retryNanoseconds))
                _ = try? await other.ask("Jam/Free", Ask(number: UInt64(Limits.workersPerModule + waiting)))
                for await end in group { #expect(end == nil) }
            }
        }
    }

    /// Two threads of one processor would only take turns, four milliseconds each.
    @Test func thereIsAnEventLoopForEachProcessorThatItMayUse() async throws {
        let loops = { (server: DossierdProcess) in
            let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(server.identifier)/task")
            return try threads.count { thread in
                let name = "/proc/\(server.identifier)/task/\(thread)/comm"
                return try String(contentsOfFile: name, encoding: .utf8).hasPrefix("NIO-SGLTN-1-")
            }
        }
        for (launcher, options, count) in [(["taskset", "-c", "0"], [], 1), ([], ["--event-loops", "3"], 3)] {
            try await withTemporaryFolder { folder in
                let server = try await DossierdProcess.start(
                    in: folder,
                    record: folder,
                    arguments: options,
                    launcher: launcher
                )
                let found = try? loops(server)
                #expect(await server.stop() == 0)
                #expect(found == count)
            }
        }
    }

    @Test func messagesMemoryAndMetadataAreBounded() async throws {
        let arguments = ["--message-bytes", "20000", "--decoded-bytes", "10000", "--metadata-bytes", "1024"]
        try await run(arguments) { server in
            let client = try await connect(server)
            let text = { Ask(text: String(repeating: "x", count: $0)) }
            let entry = Metadata.Entry(name: "x-long", value: String(repeating: "x", count: 1_100))
            let metadata = CallOptions(timeout: .seconds(20), metadata: Metadata([entry]))
            let echo = try MethodName("probe.v1.Talk/Echo")
            #expect(await client.failure("Talk/Echo", text(9_000)) == nil)
            for (options, size, words) in [
                (CallOptions(timeout: .seconds(20)), 21_000, "at most 20000 are taken"),
                (CallOptions(timeout: .seconds(20)), 11_000, "more than 10000 bytes of memory"),
                (metadata, 1, "more than 1024 bytes"),
            ] {
                let refusal = await #expect(throws: Status.self) {
                    _ = try await client.call(echo, text(size).encoded, options)
                }
                #expect(refusal?.code == .resourceExhausted)
                #expect(refusal?.message.contains(words) == true, "\(String(describing: refusal))")
            }
            let path = "probe.v1.Talk/Echo"
            let json = try await Curl.call(Int(server.port), path, #"{"text":"\#(text(11_000).text)"}"#)
            #expect(json.status == 429 && json.text.contains("10000 bytes of memory"), "\(json)")
            let body = try await Curl.call(Int(server.port), path, "{}" + String(repeating: " ", count: 20_000))
            #expect(body.status == 429 && body.text.contains("20000 bytes"), "\(body)")
            let head = try await Curl.call(Int(server.port), path, "{}", "--header", "x-long: \(entry.value)")
            #expect(head.status == 431 && head.text.contains("1024 bytes"), "\(head)")
        }
    }

    @Test func connectionsAndTheirTimesAreBounded() async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let times = ["--handshake-time", "1", "--frame-time", "2", "--idle-time", "4"]
            let arguments = ["--connections", "3"] + times + (try await authority.sign("server").options)
            try await run(arguments) { server in
                let port = Int(server.port)
                let (handshake, frame, idle) = (
                    try RawClient(port: port), try RawClient(port: port), try RawClient(port: port)
                )
                let start = ContinuousClock.now
                // The beginning of a ClientHello, and that of a call.
                try handshake.send([0x16, 3, 1, 2, 0, 1])
                try frame.send([0, 0, 0, 9, 0, 0, 0, 1, 1, 0, 1])
                // Connections are counted by the event loops that they are given to, in no order.
                try await Task.sleep(for: .milliseconds(300))
                #expect(try RawClient(port: port).isAtEnd(within: 0.5))
                for (client, seconds) in [(handshake, 1), (frame, 2), (idle, 4)] {
                    #expect(client.isAtEnd(within: 10))
                    let time = ContinuousClock.now - start
                    #expect(time > .milliseconds(1_000 * seconds - 200) && time < .seconds(seconds + 2), "\(seconds)")
                }
            }
        }
    }

    @Test func theHelpTellsEachWithItsDefault() async throws {
        let help = try await Command.run(Products.folder.appending(path: "dossierd").path, "serve", "--help").output
        let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for name in [
            "connections", "connections-per-peer", "calls", "calls-per-connection", "queue", "queue-time", "rate",
            "message-bytes", "decoded-bytes", "metadata-bytes", "handshake-time", "idle-time", "frame-time",
            "call-time",
        ] {
            #expect(help.contains("  --\(name) <"), "\(help)")
        }
        for limit in [
            "(default: 65536)", "(default: 4096)", "(default: 100)", "(default: 8192)", "(default: 67108864)",
            "(default: 300)",
        ] {
            #expect(words.contains(limit), "\(help)")
        }
    }

    @Test func theQueueTakesItsOptions() throws {
        let limits = try SettingSources(
            options: ["limits.queue": ["7"], "limits.queue-time": ["250"]],
            environment: [:],
            path: nil
        ).read().callLimits
        #expect(limits.queue == 7)
        #expect(limits.queueNanoseconds == 250_000_000)
    }

    private func run(_ arguments: [String], _ body: (DossierdProcess) async throws -> Void) async throws {
        try await DossierdProcess.run(
            modules: TestModule.build(all: "jam", "talk"),
            arguments: arguments + ["--grace", "1"],
            body
        )
    }

    private func connect(_ server: DossierdProcess) async throws -> Client {
        try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(server.port)))
    }
}
