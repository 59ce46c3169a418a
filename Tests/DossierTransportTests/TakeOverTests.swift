import DossierTransport
import NIOPosix
import TestSupport
import Testing

extension TransportTests {
    /// Listeners that follow each other on one socket, which outlives them.
    struct TakeOverTests {
        @Test func noCallFails() async throws {
            let socket = try ListeningSocket()
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 4)
            let router = try TestRouter()
            let load = OneCallLoad(port: socket.port, threads: 4, .request(1, "Unary", payload: [42]))
            for _ in 0..<20 {
                var configuration = ListenerConfiguration(host: "", port: 0)
                configuration.socket = socket.share()
                let listener = try await Listener.bind(configuration, router: router, on: group)
                #expect(listener.address.port == socket.port)
                let before = router.openedCalls
                while router.openedCalls < before + 20 { try await Task.sleep(for: .milliseconds(1)) }
                await listener.drain()
            }
            async let (answered, failures) = load.end()
            // For those that wait by now.
            var configuration = ListenerConfiguration(host: "", port: 0)
            configuration.socket = socket.share()
            let last = try await Listener.bind(configuration, router: router, on: group)
            #expect(await failures == [])
            #expect(await answered >= 400)
            await last.drain()
            try await group.shutdownGracefully()
        }

        /// As many as may wait elsewhere: NIO by itself would let few.
        @Test func manyMayWait() async throws {
            let socket = try ListeningSocket()
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let router = try TestRouter()
            var configuration = ListenerConfiguration(host: "", port: 0)
            configuration.socket = socket.share()
            let first = try await Listener.bind(configuration, router: router, on: group)
            await first.drain()
            // One more than waits would not be connected at once, but a second later.
            let start = ContinuousClock.now
            let clients = try (0..<400).map { _ in try RawClient(port: socket.port) }
            #expect(ContinuousClock.now - start < .milliseconds(900))
            configuration.socket = socket.share()
            let second = try await Listener.bind(configuration, router: router, on: group)
            for client in clients { try client.send(.request(1, "Unary", payload: [1])) }
            for client in clients { #expect(try client.frame().payload == [1]) }
            await second.drain()
            try await group.shutdownGracefully()
        }
    }
}
