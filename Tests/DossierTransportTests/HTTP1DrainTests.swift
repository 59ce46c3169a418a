import TestSupport
import Testing

extension TransportTests {
    /// Going down without losing a call over HTTP/1.
    struct HTTP1DrainTests {
        /// Nothing else keeps the drain open.
        @Test func answersTheNextCallOfEachConnectionThatIsKept() async throws {
            try await TestServer.run({ $0.lateCallNanoseconds = 20_000_000_000 }) { server in
                let clients = try (0..<3).map { _ in try server.connect() }
                for client in clients { #expect(try client.call("Unary").status == 200) }
                let start = ContinuousClock.now
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                try await server.untilDraining()
                for client in clients {
                    let last = try client.call("Unary")
                    #expect(last.status == 200)
                    #expect(last["connection"] == "close")
                    #expect(client.isAtEnd(within: 5))
                    client.close()
                }
                await drained
                #expect(ContinuousClock.now - start < .seconds(15))
            }
        }

        /// Together, not one after the other; nor does the drain wait until they close their side.
        @Test func closesConnectionsOnWhichNoCallComes() async throws {
            try await TestServer.run({
                $0.lateCallNanoseconds = 300_000_000
                $0.lingerNanoseconds = 30_000_000_000
            }) { server in
                let clients = try (0..<40).map { _ in try server.connect() }
                for client in clients { #expect(try client.call("Unary").status == 200) }
                let start = ContinuousClock.now
                await server.listener.drain(within: 60_000_000_000)
                #expect(ContinuousClock.now - start > .milliseconds(250))
                #expect(ContinuousClock.now - start < .seconds(8))
                for client in clients { #expect(try client.readToEnd() == []) }
            }
        }

        @Test func waitsForNoCallPastTheGracePeriod() async throws {
            try await TestServer.run({
                $0.lateCallNanoseconds = 30_000_000_000
                $0.lingerNanoseconds = 30_000_000_000
            }) { server in
                let client = try server.connect()
                #expect(try client.call("Unary").status == 200)
                let start = ContinuousClock.now
                await server.listener.drain(within: 100_000_000)
                #expect(ContinuousClock.now - start < .seconds(10))
                #expect(try client.readToEnd() == [])
            }
        }

        @Test func finishesCallsOverHTTPAndTakesOneMoreOnEachConnection() async throws {
            try await TestServer.run({ $0.lateCallNanoseconds = 10_000_000_000 }) { server in
                let (client, idle, arriving) = (try server.connect(), try server.connect(), try server.connect())
                #expect(try idle.call("Unary").status == 200)
                try client.sendCall("Held", #"{"int32Value":1}"#)
                try arriving.send(Array("POST /test.Echo/Unary HTTP/1.1\r\ncontent-type: application/json\r\n".utf8))
                try arriving.send(Array("content-length: 2\r\n\r\n{".utf8))
                try await server.eventually { server.router.openCalls == 1 }
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                try await server.untilDraining()
                for used in [arriving, idle] {
                    if used === arriving { try used.send(Array("}".utf8)) } else { try used.sendCall("Unary") }
                    let last = try used.response()
                    #expect(last.status == 200)
                    #expect(last["connection"] == "close")
                    #expect(used.isAtEnd(within: 5))
                    used.close()
                }
                #expect(!client.isAtEnd(within: 0.1))
                server.router.release()
                let reply = try client.response()
                #expect(reply.text == #"{"int32Value":1}"#)
                #expect(reply["connection"] == "close")
                #expect(client.isAtEnd(within: 5))
                client.close()
                await drained
                #expect(server.router.cancelled.isEmpty)
                #expect(server.listener.connectionCount == 0)
            }
        }

        @Test func refusesACallOverHTTPThatDoesNotArrive() async throws {
            try await TestServer.run({ $0.lateCallNanoseconds = 200_000_000 }) { server in
                let client = try server.connect()
                let fields = "content-type: application/json\r\ncontent-length: 2\r\n"
                try client.send(Array("POST /test.Echo/Unary HTTP/1.1\r\n\(fields)\r\n{".utf8))
                try await server.eventually { server.listener.connectionCount == 1 }
                try await Task.sleep(for: .milliseconds(50))
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                let reply = try client.response()
                #expect(reply.status == 503)
                #expect(reply.text.hasPrefix(#"{"code":"unavailable""#))
                client.close()
                await drained
            }
        }

        @Test func cancelsACallOverHTTPAfterTheGracePeriod() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.sendCall("Never")
                try await server.eventually { server.router.openCalls == 1 }
                async let drained: Void = server.listener.drain(within: 100_000_000)
                let reply = try client.response()
                #expect(reply.status == 503)
                #expect(client.isAtEnd(within: 5))
                await drained
                #expect(server.router.cancelled == [.drain])
            }
        }

        @Test func writesALargeReplyOverHTTPToASlowReader() async throws {
            try await TestServer.run({ $0.lateCallNanoseconds = 10_000_000_000 }) { server in
                let client = try server.connect(receiveBuffer: 16_384)
                try client.send(
                    "POST /test.Echo/LargeElsewhere HTTP/1.1",
                    ["content-type: application/proto"],
                    body: [4]
                )
                let head = try client.read(through: Array("\r\n\r\n".utf8))
                // It was begun before the drain, and has promised one more.
                #expect(!String(decoding: head, as: UTF8.self).contains("connection: close"))
                async let drained: Void = server.listener.drain(within: 60_000_000_000)
                try await server.untilDraining()
                #expect(try client.read(4 << 20) == [UInt8](repeating: 7, count: 4 << 20))
                #expect(try client.call("Unary")["connection"] == "close")
                #expect(client.isAtEnd(within: 5))
                client.close()
                await drained
            }
        }
    }
}
