import DossierClient
import DossierCore
import TestSupport
import Testing

/// Messages inside messages, which a decoder without a limit follows until its stack ends.
struct NestingTests {
    private static let inner: UInt8 = 7

    @Test(arguments: ["Echo", "QuickEcho"])
    func aMegabyteOfThemIsRefusedAndTheNextCallServed(_ name: String) async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            let method = MethodName("probe.v1.Talk", name)
            let most = nestedMessages(Limits.messageDepth - 1, field: Self.inner)
            #expect(await refusal(of: method, most, client) == nil)
            for levels in [Limits.messageDepth + 1, 250_000] {
                let tooMany = nestedMessages(levels, field: Self.inner)
                let status = try #require(await refusal(of: method, tooMany, client))
                #expect(status.code == .invalidArgument, "\(levels)")
                #expect(status.message.contains("\(Limits.messageDepth)"), "\(status)")
            }
            #expect(try await client.ask("Talk/Echo", Ask(text: "still here")).text == "still here")
        }
    }

    private func refusal(of method: MethodName, _ payload: [UInt8], _ client: Client) async -> Status? {
        do throws(Status) {
            _ = try await client.call(method, payload)
            return nil
        } catch {
            return error
        }
    }
}
