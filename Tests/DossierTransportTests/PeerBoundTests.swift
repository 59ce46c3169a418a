import DossierCore
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import DossierTransport

extension TransportTests {
    /// One peer leaves room for others.
    struct PeerBoundTests {
        @Test func onePeerLeavesRoomForAnother() async throws {
            let refusals = Mutex<[String]>([])
            try await TestServer.run({
                $0.connectionsPerPeer = 3
                $0.onRefusal = { peer, refusal in refusals.withLock { $0.append("\(peer) \(refusal)") } }
            }) { server in
                var greedy = try (0..<3).map { _ in try server.connect() }
                for client in greedy { try Self.expectAnswer(client) }
                for _ in 0..<50 { #expect(try server.connect().isAtEnd(within: 5)) }
                let others = try (2...10).map { try server.connect(source: $0) }
                for client in others { try Self.expectAnswer(client) }
                #expect(server.listener.connectionCount == 12)
                let told = refusals.withLock { $0 }
                #expect(told.count == 50)
                #expect(told.allSatisfy { $0.hasPrefix("127.0.0.1:") && $0.hasSuffix(" fullForPeer") }, "\(told)")
                // As often as one ends, one more may begin.
                for _ in 0..<20 {
                    greedy.removeFirst().close()
                    try await server.eventually { server.listener.connectionCount == 11 }
                    greedy.append(try server.connect())
                    try Self.expectAnswer(greedy[2])
                }
            }
        }

        @Test func theTotalHoldsForAllPeers() async throws {
            let refusals = Mutex<[ConnectionRefusal]>([])
            try await TestServer.run({
                $0.connections = 3
                $0.connectionsPerPeer = 2
                $0.onRefusal = { _, refusal in refusals.withLock { $0.append(refusal) } }
            }) { server in
                let clients = try [1, 1, 2].map { try server.connect(source: $0) }
                for client in clients { try Self.expectAnswer(client) }
                #expect(try server.connect(source: 3).isAtEnd(within: 5))
                #expect(refusals.withLock { $0 } == [.full])
            }
        }

        @Test func boundsThatAreReplacedHoldForWhoComesThen() async throws {
            let refusals = Mutex<[ConnectionRefusal]>([])
            try await TestServer.run({
                $0.connectionsPerPeer = 1
                $0.onRefusal = { _, refusal in refusals.withLock { $0.append(refusal) } }
            }) { server in
                let first = try server.connect()
                try Self.expectAnswer(first)
                #expect(try server.connect().isAtEnd(within: 5))
                var bounds = ListenerConfiguration(host: "elsewhere.example", port: 1)
                bounds.connections = 2
                bounds.messageBytes = 1_024
                server.listener.replaceBounds(bounds)
                let second = try server.connect()
                let large = [UInt8](repeating: 7, count: 2_000)
                try second.send(.request(1, "Unary", payload: large))
                #expect(try second.frame().code == 8)
                #expect(try server.connect().isAtEnd(within: 5))
                #expect(refusals.withLock { $0 } == [.fullForPeer, .full])
                try first.send(.request(3, "Unary", payload: large))
                #expect(try first.frame().payload == large)
            }
        }

        @Test func anAddressIsOnePeerByWhateverPortAndFamily() throws {
            let peer = { (text: String, port: Int) in PeerNetwork(try SocketAddress(ipAddress: text, port: port)) }
            #expect(try peer("192.0.2.1", 1) == peer("192.0.2.1", 2))
            #expect(try peer("192.0.2.1", 1) == peer("::ffff:192.0.2.1", 2))
            #expect(try peer("192.0.2.1", 1) != peer("192.0.2.2", 1))
            #expect(try peer("::ffff:192.0.2.1", 1) != peer("::ffff:192.0.2.2", 1))
            #expect(try peer("2001:db8:0:1::1", 1) == peer("2001:db8:0:1:ffff::2", 2))
            #expect(try peer("2001:db8:0:1::1", 1) != peer("2001:db8:0:2::1", 1))
            #expect(try peer("::1", 1) != peer("0.0.0.0", 1))
            #expect(PeerNetwork(nil) == nil)
            #expect(try PeerNetwork(SocketAddress(unixDomainSocketPath: "/tmp/x")) == nil)
        }

        private static func expectAnswer(_ client: RawClient) throws {
            try client.send(.request(1, "Unary"))
            #expect(try client.frame().code == 0)
        }
    }
}
