import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// Bounds of the calls of a whole server, whatever the door.
@Suite struct CallLimitTests {
    @Test func oneCallMoreIsToBeMadeAgain() async throws {
        var limits = CallLimits()
        limits.calls = 3
        try await ModuleServer.run(TestModule.build(all: "jam", "talk"), limits: limits) { server in
            let (keeper, other) = (try await server.connect(), try await server.connect())
            // Until it is full, a call of the other may be in the way of one of these.
            let kept = (0..<3).map { _ in
                Task {
                    while await keeper.failure("Jam/Keep")?.code == .resourceExhausted {
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
            }
            try await eventually("full") { await other.failure("Talk/Echo") != nil }
            let refusal = try #require(await other.failure("Talk/QuickEcho"))
            #expect(refusal.code == .resourceExhausted)
            #expect(refusal.message.contains("3 calls are open"), "\(refusal)")
            #expect(refusal.retryDelay == .nanoseconds(Limits.retryNanoseconds))
            for version in ["--http1.1", "--http2-prior-knowledge"] {
                let reply = try await Curl.call(server.port, "probe.v1.Talk/Echo", "{}", version)
                #expect(reply.status == 429, "\(reply)")
                #expect(reply.text.contains(#""type":"google.rpc.RetryInfo""#), "\(reply)")
            }
            await keeper.close()
            for task in kept { try await task.value }
            try await eventually("room") { await other.failure("Talk/Echo") == nil }
        }
    }

    /// One message, each of many, and one of JSON.
    @Test func aMessageThatTakesMoreMemoryIsRefused() async throws {
        var limits = CallLimits()
        limits.decodedBytes = 4_000
        try await ModuleServer.run(TestModule.build(all: "talk", "pipe"), limits: limits) { server in
            let client = try await server.connect()
            let large = Ask(text: String(repeating: "x", count: 4_100))
            let words = "more than 4000 bytes of memory"
            for method in ["Talk/Echo", "Talk/QuickEcho"] {
                let refusal = await client.failure(method, large)
                #expect(refusal?.code == .resourceExhausted, "\(String(describing: refusal))")
                #expect(refusal?.message.contains(words) == true, "\(String(describing: refusal))")
                #expect(refusal?.retryDelay == nil)
                #expect(await client.failure(method, Ask(text: String(repeating: "x", count: 3_500))) == nil)
            }
            let call = try await client.pipe("Pipe/Sum", repliesStream: false)
            try await call.send(large)
            let refusal = await #expect(throws: Status.self) { try await call.reply() }
            #expect(refusal?.message.contains(words) == true, "\(String(describing: refusal))")
            let reply = try await Curl.call(server.port, "probe.v1.Talk/Echo", #"{"text":"\#(large.text)"}"#)
            #expect(reply.status == 429 && reply.text.contains(words), "\(reply)")
        }
    }
}
