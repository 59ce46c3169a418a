import DossierClient
import DossierCore
import Testing

/// Which failures of TLS are worth another try.
@Suite struct HandshakeTests {
    @Test func aServerThatGoesMeanwhileIsTriedAgain() async throws {
        let server = ScriptedServer({ _ in }, { _ = $0.socket.read(1) })
        let told = ToldRetries()
        let thrown = await Self.failure(of: server, RetryPolicy(tries: 2, onRetry: told.add))
        #expect(told.all.map(\.number) == [1, 2])
        #expect(thrown?.message.contains("connection refused") == true, "\(thrown?.message ?? "")")
    }

    @Test func aServerThatSpeaksSomethingElseIsTriedOnce() async throws {
        let server = ScriptedServer { connection in
            connection.socket.write(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
            _ = connection.socket.read(1 << 20)
        }
        let told = ToldRetries()
        let thrown = await Self.failure(of: server, RetryPolicy(onRetry: told.add))
        #expect(told.all.isEmpty)
        #expect(thrown?.code == .unavailable)
        #expect(thrown?.message.contains("connect without TLS") == true, "\(thrown?.message ?? "")")
    }

    private static func failure(of server: ScriptedServer, _ retry: RetryPolicy) async -> Status? {
        await #expect(throws: Status.self) {
            _ = try await Client.connect(to: server.address, tls: ClientTLS(), retry: retry)
        }
    }
}
