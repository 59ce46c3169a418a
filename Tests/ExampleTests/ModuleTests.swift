import DossierClient
import DossierCore
import ModuleKit
import TestSupport
import Testing

/// What all example modules have in common, and the two small ones.
@Suite struct ModuleTests {
    @Test(arguments: ["first", "sightings", "tally"])
    func itExportsItsEntryAlone(module: String) async throws {
        let library = try await Installation.standard().path("lib/dossier/modules/\(module).so")
        let nm = try await Command.run("nm", "-D", "--defined-only", "--extern-only", "-j", library)
        #expect(nm.output == "dossier_module_entry\n")
    }

    @Test func theFirstModuleAnswers() async throws {
        try await Installation.standard().serve { server in
            let client = try await connect(to: server)
            let defang = MethodName("example.first.v1.Indicators", "Defang")
            #expect(WireFields(try await client.call(defang, text("evil.example."))).text(1) == "evil[.]example[.]")
            #expect(WireFields(try await client.call(defang, [])).text(1) == "")
            // The reply to this is more than a message can hold.
            let dots = text(String(repeating: ".", count: Limits.messageBytes / 2))
            let tooLarge = await #expect(throws: Status.self) { try await client.call(defang, dots) }
            #expect(tooLarge?.code == .resourceExhausted)
        }
    }

    /// docs/modules.md shows how it is called.
    @Test func theFirstModuleIsCalledAsDocumented() async throws {
        let document = try Project.file("docs/modules.md").text
        let commands = document.split(separator: "\n").filter { $0.hasPrefix("    dossier ") }
        #expect(commands.count == 2)
        let installation = try await Installation.standard()
        try await installation.serve { server in
            var output = ""
            for command in commands { output += try await installation.shell(at: server, String(command)).output }
            #expect(output.hasPrefix("example.first.v1.Indicators/Defang, unary\n"))
            #expect(output.hasSuffix(#"{"text":"evil[.]example"}"# + "\n"), "\(output)")
        }
    }

    @Test(.timeLimit(.minutes(1))) func theTallyAnswersEachLine() async throws {
        try await Installation.standard().serve { server in
            let client = try await connect(to: server)
            let count = MethodName("example.tally.v1.Tally", "CountText")
            #expect(WireFields(try await client.call(count, text("  two\twords\n"))).number(1) == 2)

            let call = try await client.duplex(MethodName("example.tally.v1.Tally", "TallyLines"), repliesStream: true)
            var replies = call.replies.makeAsyncIterator()
            var totals: [[UInt64]] = []
            for line in ["one two", "", "three"] {
                try await call.send(text(line))
                let reply = WireFields(try #require(try await replies.next()))
                totals.append([reply.number(1), reply.number(2)])
            }
            #expect(totals == [[1, 2], [2, 2], [3, 3]])
            try await call.closeSending()
            #expect(try await replies.next() == nil)
        }
    }

    /// Calls that wait for their client cost the module no worker.
    @Test(.timeLimit(.minutes(1))) func manyTalliesWaitAtATime() async throws {
        try await Installation.standard().serve { server in
            let client = try await connect(to: server)
            let method = MethodName("example.tally.v1.Tally", "TallyLines")
            var calls: [DuplexCall] = []
            for _ in 0..<10 * Limits.workersPerModule { calls.append(try await client.duplex(method)) }
            for call in calls.reversed() {
                try await call.send(text("a b c"))
                var replies = call.replies.makeAsyncIterator()
                #expect(WireFields(try #require(try await replies.next())).number(2) == 3)
            }
        }
    }

    private func connect(to server: DossierdProcess) async throws -> Client {
        try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(server.port)))
    }

    /// A message whose first field is a text.
    private func text(_ text: String) -> [UInt8] {
        var writer = WireWriter()
        writer.bytes(1, text.utf8)
        return writer.bytes
    }
}
