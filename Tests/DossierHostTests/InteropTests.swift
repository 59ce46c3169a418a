import DossierClient
import DossierCore
import DossierHost
import TestSupport
import Testing

/// gRPC's interoperability tests over ttrpc: the cases of grpc/grpc doc/interop-test-descriptions.md, by their names,
/// that need nothing of HTTP/2. `InteropDoorTests` has those that ttrpc cannot carry.
@Suite struct InteropTests {
    @Test func itIsDescribedAndOnlyWhatIsServedIsListed() async throws {
        try await withInterop { server in
            var reflector = try await Reflector(server.connect())
            let services = try await reflector.ask(#"{"listServices": ""}"#).services
            #expect(services.contains("grpc.testing.TestService"))
            #expect(!services.contains("grpc.testing.UnimplementedService"))
            let files = try await reflector.ask(#"{"fileContainingSymbol": "grpc.testing.TestService"}"#).files
            let names = ["grpc/testing/empty.proto", "grpc/testing/messages.proto", "grpc/testing/test.proto"]
            #expect(files.files.map(\.name).sorted() == names)
            #expect(files.missingImports == [])
        }
    }

    @Test func emptyUnary() async throws {
        try await withInterop { server in
            let client = try await server.connect()
            #expect(try await client.interop("EmptyCall", []) == [])
        }
    }

    @Test func largeUnary() async throws {
        try await withInterop { server in
            let reply = try await server.connect().interop("UnaryCall", Interop.simple(size: 314_159, body: 271_828))
            #expect(reply == Interop.reply(314_159))
        }
    }

    /// What it probes for: a client that does not compress is told so where it is expected to.
    @Test func clientCompressedUnary() async throws {
        try await withInterop { server in
            let client = try await server.connect()
            let refused = await #expect(throws: Status.self) {
                try await client.interop("UnaryCall", Interop.simple(body: 8, expectsCompressed: true))
            }
            #expect(refused?.code == .invalidArgument)
            let plain = Interop.simple(size: 3, body: 8, expectsCompressed: false)
            #expect(try await client.interop("UnaryCall", plain) == Interop.reply(3))
        }
    }

    @Test func clientStreaming() async throws {
        try await withInterop { server in
            let call = try await server.connect().interop("StreamingInputCall", repliesStream: false)
            for size in [27_182, 8, 1_828, 45_904] { try await call.send(Interop.input(body: size)) }
            try await call.closeSending()
            #expect(try await call.all() == [Interop.sum(74_922)])
        }
    }

    @Test func serverStreaming() async throws {
        try await withInterop { server in
            let request = Interop.output(31_415, 9, 2_653, 58_979)
            let replies = try await server.connect().stream(
                MethodName(Interop.path("StreamingOutputCall")),
                request
            )
            var sent: [[UInt8]] = []
            for try await reply in replies { sent.append(reply) }
            #expect(sent == [31_415, 9, 2_653, 58_979].map(Interop.reply))
        }
    }

    @Test func pingPong() async throws {
        try await withInterop { server in
            let call = try await server.connect().interop("FullDuplexCall")
            var replies = call.replies.makeAsyncIterator()
            for (size, body) in [(31_415, 27_182), (9, 8), (2_653, 1_828), (58_979, 45_904)] {
                try await call.send(Interop.output(size, body: body))
                #expect(try await replies.next() == Interop.reply(size))
            }
            try await call.closeSending()
            #expect(try await replies.next() == nil)
        }
    }

    @Test(arguments: ["FullDuplexCall", "HalfDuplexCall"])
    func emptyStream(method: String) async throws {
        try await withInterop { server in
            let call = try await server.connect().interop(method)
            try await call.closeSending()
            #expect(try await call.all() == [])
        }
    }

    @Test func halfDuplexAnswersOnceTheClientHasSaidAll() async throws {
        try await withInterop { server in
            let call = try await server.connect().interop("HalfDuplexCall")
            for size in 1...100 { try await call.send(Interop.output(size, size, body: 10)) }
            let replies = Task { try await call.all() }
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await server.activeCalls(of: "grpc.testing") == 1)
            try await call.closeSending()
            #expect(try await replies.value == (1...100).flatMap { [Interop.reply($0), Interop.reply($0)] })
        }
    }

    /// And special_status_message.
    @Test(arguments: [
        "test status message", "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n", "",
    ])
    func statusCodeAndMessage(message: String) async throws {
        let status = Status(.unknown, message)
        try await withInterop { server in
            let client = try await server.connect()
            let unary = await #expect(throws: Status.self) {
                try await client.interop("UnaryCall", Interop.simple(status: status))
            }
            #expect(unary == status)
            for method in ["FullDuplexCall", "HalfDuplexCall"] {
                let call = try await client.interop(method)
                try await call.send(Interop.output([.init(size: 3)], status: status))
                let end = await #expect(throws: Status.self) { try await call.all() }
                #expect(end == status)
            }
            let output = MethodName("grpc.testing.TestService", "StreamingOutputCall")
            var replies = try await client.stream(output, Interop.output([], status: status)).makeAsyncIterator()
            let end = await #expect(throws: Status.self) { try await replies.next() }
            #expect(end == status)
        }
    }

    @Test(arguments: ["grpc.testing.TestService", "grpc.testing.UnimplementedService"])
    func unimplementedMethodAndService(service: String) async throws {
        try await withInterop { server in
            let client = try await server.connect()
            let end = await #expect(throws: Status.self) {
                try await client.call(MethodName(service, "UnimplementedCall"), [])
            }
            #expect(end?.code == .unimplemented)
        }
    }

    /// Without a reply to wait for, and asleep before one: the client hears at its time, and the module is rid of the call.
    @Test(arguments: [0, 1_000_000_000])
    func timeoutOnSleepingServer(interval: Int) async throws {
        try await withInterop { server in
            let replies = interval > 0 ? [Interop.Reply(size: 1, interval: interval)] : []
            let call = try await server.connect().interop("FullDuplexCall", timeout: .milliseconds(50))
            try await call.send(Interop.output(replies, body: 27_182))
            let end = await #expect(throws: Status.self) { try await call.all() }
            #expect(end?.code == .deadlineExceeded)
            try await eventually("it ends") { try await server.activeCalls(of: "grpc.testing") == 0 }
        }
    }

    /// Replies come no sooner than asked for, and many that sleep keep no worker from the others.
    @Test func intervalsAreKeptWithoutAWorker() async throws {
        try await withInterop { server in
            let client = try await server.connect()
            let began = ContinuousClock.now
            let request = Interop.output([30_000, 0, 60_000].map { Interop.Reply(size: 1, interval: $0) })
            let name = MethodName("grpc.testing.TestService", "StreamingOutputCall")
            var sleepers: [Replies.Iterator] = []
            for _ in 0..<50 { sleepers.append(try await client.stream(name, request).makeAsyncIterator()) }
            let long = try await client.stream(name, Interop.output([.init(size: 1, interval: 600_000_000)]))
            #expect(try await client.interop("EmptyCall", []) == [])
            for index in sleepers.indices {
                for _ in 0..<3 { #expect(try await sleepers[index].next() == Interop.reply(1)) }
                #expect(ContinuousClock.now - began >= .milliseconds(90))
                #expect(try await sleepers[index].next() == nil)
            }
            #expect(ContinuousClock.now - began < .seconds(30))
            _ = long
        }
    }

    @Test(arguments: [-1, 4_194_241, Int(Int32.max)])
    func aSizeThatCannotBeIsRefused(size: Int) async throws {
        try await withInterop { server in
            let client = try await server.connect()
            let unary = await #expect(throws: Status.self) {
                try await client.interop("UnaryCall", Interop.simple(size: size))
            }
            #expect(unary == Status(.invalidArgument, "the size of a payload is from 0 to 4194240"))
            let call = try await client.interop("FullDuplexCall")
            try await call.send(Interop.output(size))
            let end = await #expect(throws: Status.self) { try await call.all() }
            #expect(end == unary)
        }
    }

    @Test func theLargestReplyComes() async throws {
        try await withInterop { server in
            let reply = try await server.connect().interop("UnaryCall", Interop.simple(size: 4_194_240))
            #expect(reply.count > 4_194_240)
        }
    }

    /// More than anything on the way holds, unread for a while: nothing is lost.
    @Test func aSlowReaderLosesNothing() async throws {
        try await withInterop { server in
            let client = try await server.connect()
            let call = try await client.interop("FullDuplexCall")
            for _ in 0..<4 {
                try await call.send(Interop.output([Interop.Reply](repeating: .init(size: 65_536), count: 200)))
            }
            try await call.closeSending()
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await server.activeCalls(of: "grpc.testing") == 1)
            #expect(try await call.all() == [[UInt8]](repeating: Interop.reply(65_536), count: 800))
        }
    }

    /// As a person serves it.
    @Test func aServerOfItsOwnServesIt() async throws {
        try await DossierdProcess.run(modules: [TestModule.interop()]) { server in
            let client = try await Client.connect(to: ServerAddress(host: "127.0.0.1", port: Int(server.port)))
            #expect(try await client.interop("UnaryCall", Interop.simple(size: 9)) == Interop.reply(9))
            #expect(try await client.health(of: "grpc.testing.TestService") == .serving)
        }
    }

    private func withInterop(_ body: (ModuleServer) async throws -> Void) async throws {
        try await ModuleServer.run([TestModule.interop()], body)
    }
}

extension DuplexCall {
    /// All replies.
    fileprivate func all() async throws -> [[UInt8]] {
        var all: [[UInt8]] = []
        for try await reply in replies { all.append(reply) }
        return all
    }
}
