import DossierTransport
import TestSupport
import Testing

extension TransportTests {
    /// HTTP/1 as nobody should speak it.
    struct HTTPMutationTests {
        private static let connections = 500

        @Test func survivesThousandsOfMutatedRequests() async throws {
            var generator = SeededGenerator()
            print("mutated requests with seed \(generator.seed)")
            try await TestServer.run { server in
                let before = residentMemory()
                for round in 0..<Self.connections {
                    let client = try server.connect()
                    for part in Self.mutatedParts(&generator) { _ = client.sendSome(part) }
                    if Bool.random(using: &generator) { client.closeSending() }
                    if Bool.random(using: &generator) { _ = client.isAtEnd(within: 0.002) }
                    client.close()
                    if round % 50 == 0 { try server.expectAlive() }
                }
                try await server.eventually { server.listener.connectionCount == 0 && server.router.openCalls == 0 }
                #expect(try server.connect().call("Unary").status == 200)
                #expect(residentMemory() - before < 256 << 20, "seed \(generator.seed)")
                #expect(
                    server.router.openedCalls > Self.connections / 4,
                    "seed \(generator.seed): too few requests were valid"
                )
            }
        }

        private static let fields = [
            "content-type: application/json", "content-type: application/proto", "expect: 100-continue",
            "connection: close", "connection: upgrade", "upgrade: h2c", "transfer-encoding: chunked",
            "content-length: 2",
            "connect-timeout-ms: 1", "connect-protocol-version: 1", "x-bin: AAE", "origin: http://a", "te: trailers",
        ]

        private static func mutatedParts(_ generator: inout SeededGenerator) -> [[UInt8]] {
            (0..<20).map { round in
                var request = validRequest(&generator)
                // The first chooses the door, and some are answered before one ends the connection.
                if round > 3, Bool.random(using: &generator) { mutate(&request, &generator) }
                return request
            }
        }

        private static func validRequest(_ generator: inout SeededGenerator) -> [UInt8] {
            let isPlain = Int.random(in: 0..<4, using: &generator) > 0
            let method = isPlain ? "POST" : ["GET", "OPTIONS", "HEAD"].randomElement(using: &generator) ?? ""
            let methods = isPlain ? [.unary, .head, .fail, .slow] : TestRouter.Method.allCases
            let name = methods.randomElement(using: &generator)?.rawValue ?? ""
            let bodies = isPlain ? ["{}", #"{"text":"a"}"#] : ["[]", "{", #"{"text":1}"#]
            let body = bodies.randomElement(using: &generator) ?? ""
            let size = body.utf8.count
            let framed =
                Bool.random(using: &generator)
                ? "content-length: \(size)\r\n\r\n\(body)"
                : "transfer-encoding: chunked\r\n\r\n\(String(size, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
            let some = fields.filter { _ in Int.random(in: 0..<60, using: &generator) == 0 }
            let head = ["\(method) /test.Echo/\(name) HTTP/1.1", "content-type: application/json"] + some + [framed]
            return Array(head.joined(separator: "\r\n").utf8)
        }

        private static func mutate(_ request: inout [UInt8], _ generator: inout SeededGenerator) {
            let place = Int.random(in: 0..<request.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: request[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: request.removeLast(request.count - place)
            case 2: request.insert(contentsOf: generator.bytes(upTo: 30), at: place)
            case 3: request.insert(contentsOf: request[place...], at: place)
            default: request = generator.bytes(upTo: 60)
            }
        }
    }
}
