import DossierAccess
import DossierClient
import DossierCore
import TestSupport
import Testing

/// What a module is told of a caller who is known.
@Suite struct KnownCallerTests {
    @Test func aModuleSeesWhoCallsAndNotWhatProvesIt() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml").path
            let token = Token.random()
            try IdentityFile.edit(file) { file in
                let grant = Grant(subject: "ana", roles: [.curator, .reader], clearance: .amberStrict)
                file.tokens.append(TokenEntry(hash: TokenHash(of: token), grant: grant, created: 0, expires: nil))
            }
            let identities = try IdentityDirectory(reading: file)
            try await ModuleServer.run([try await TestModule.build("talk")], identities: identities) { server in
                let ask = { (metadata: [Metadata.Entry]) in
                    let options = CallOptions(timeout: .seconds(20), metadata: Metadata(metadata))
                    return Answer(try await server.connect().call(MethodName("probe.v1.Talk/Caller"), [], options))
                }
                let proof = Metadata.Entry(name: "authorization", value: "Bearer \(token)")
                let answer = try await ask([proof, .init(name: "x-who", value: "me")])
                let form = /ana \(reader writer curator\) at 127\.0\.0\.1:[0-9]+; x-who=me/
                #expect(answer.text.wholeMatch(of: form) != nil, "\(answer.text)")
                #expect(answer.other == UInt64(TLP.amberStrict.rawValue))
                // A method that declares no role needs a known caller all the same.
                let stranger = await #expect(throws: Status.self) { _ = try await ask([]) }
                #expect(stranger?.code == .unauthenticated)
            }
        }
    }

    /// Whom nobody is asked for shows it for nothing, but shows it to no module.
    @Test func aServerWithoutIdentitiesShowsNoProofEither() async throws {
        try await ModuleServer.run([try await TestModule.build("talk")]) { server in
            let proof = Metadata.Entry(name: "authorization", value: "Bearer x")
            let options = CallOptions(timeout: .seconds(20), metadata: Metadata([proof]))
            let reply = try await server.connect().call(MethodName("probe.v1.Talk/Caller"), [], options)
            #expect(!Answer(reply).text.contains("authorization"))
        }
    }
}
