import DossierTransport
import NIOPosix
import TestSupport
import Testing

/// A listener on a port of its own, with a `TestRouter`.
struct TestServer {
    let listener: Listener<TestRouter>
    let router: TestRouter
    let port: Int

    /// Runs the body against a server, and takes the server down.
    static func run(
        threads: Int = 1,
        _ configure: (inout ListenerConfiguration) -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        var configuration = ListenerConfiguration(host: "127.0.0.1", port: 0)
        configure(&configuration)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let router = try TestRouter()
        let listener = try await Listener.bind(configuration, router: router, on: group)
        let server = TestServer(listener: listener, router: router, port: try #require(listener.address.port))
        do {
            try await withTaskExecutorPreference(BlockingExecutor.shared) { try await body(server) }
        } catch {
            await server.end(group)
            throw error
        }
        await server.end(group)
    }

    private func end(_ group: MultiThreadedEventLoopGroup) async {
        await listener.drain(within: 0)
        try? await group.shutdownGracefully()
    }

    /// A new connection.
    func connect(receiveBuffer: Int32? = nil, source: UInt8 = 1) throws -> RawClient {
        try RawClient(port: port, receiveBuffer: receiveBuffer, source: source)
    }

    /// A good call on a connection of its own is answered.
    func expectAlive(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let client = try connect()
        try client.send(.request(1, "Unary", payload: [42]))
        #expect(
            try client.frame() == RawFrame(stream: 1, type: 2, body: [0x12, 1, 42]),
            sourceLocation: sourceLocation
        )
    }

    /// CPU time of the thread that serves, when there is one.
    func eventLoopTime() throws -> Duration {
        let client = try connect()
        try client.send(.request(1, "LoopTime"))
        return .nanoseconds(try client.frame().payload.reduce(Int64(0)) { $0 << 8 | Int64($1) })
    }

    /// Waits until a drain that was begun has told every connection.
    func untilDraining(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await eventually({ (try? connect()) == nil }, sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(100))
    }

    /// Waits until the condition holds.
    func eventually(
        within seconds: Double = 10,
        _ condition: () -> Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("not within \(seconds) s", sourceLocation: sourceLocation)
    }
}
