import DossierAccess
import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// Identities that change, or end, while connections are open.
@Suite struct ReloadTests {
    private static let status = "dossier.v1.Server/GetStatus"

    @Test func aRevokedTokenIsOfNoMoreUse() async throws {
        try await Office.open { office in
            let commands = TokenCommandLine(office.identities)
            let (client, other) = (try await office.connect(as: .reader), try await office.connect(as: .writer))
            let watch = Task { try await Self.end(of: client) }
            let kept = Task { try await Self.end(of: other) }
            #expect(try await client.failure(Self.status) == nil)
            #expect(try await commands.run("revoke", ["reader"]).status == 0)
            // Until the server hears of it.
            #expect(try await client.failure(Self.status) == nil)
            office.hangUp()
            try await office.eventually("refused") {
                try await client.failure(Self.status)?.code == .unauthenticated
            }
            // A connection that is open ends no less than a new one.
            let failure = try await client.failure(Self.status)
            #expect(failure?.message.contains("not known here, or has been revoked") == true)
            #expect(try await watch.value.code == .unauthenticated)
            #expect(try await other.failure(Self.status) == nil)
            kept.cancel()
            await other.close()
            #expect(try await kept.value.code == .cancelled)
        }
    }

    /// A watch goes on with what it was allowed, so it ends when that has changed.
    @Test func aLowerClearanceEndsAWatch() async throws {
        try await Office.open { office in
            let client = try await office.connect(as: .reader)
            let watch = Task { try await Self.end(of: client) }
            #expect(try await client.failure(Self.status) == nil)
            try IdentityFile.edit(office.identities.path) { file in
                file.tokens = file.tokens.map { token in
                    guard token.grant.subject == "reader" else { return token }
                    let grant = Grant(subject: "reader", roles: token.grant.roles, clearance: .clear)
                    return TokenEntry(hash: token.hash, grant: grant, created: token.created, expires: nil)
                }
            }
            office.hangUp()
            #expect(try await watch.value.code == .unauthenticated)
            #expect(try await client.failure(Self.status) == nil)
        }
    }

    @Test func aFileThatCannotBeReadChangesNothing() async throws {
        try await Office.open { office in
            let client = try await office.connect(as: .reader)
            #expect(chmod(office.identities.path, 0o640) == 0)
            office.hangUp()
            try await office.eventually("logged") {
                office.log.contains("identities not reloaded; those before stay")
            }
            #expect(office.log.contains("chmod 600 \(office.identities.path)"))
            #expect(try await client.failure(Self.status) == nil)
            #expect(try await office.connect(as: .writer).failure(Self.status) == nil)
        }
    }

    /// No reload tells of it.
    @Test func aTokenExpiresOnAConnectionThatIsOpen() async throws {
        try await Office.open { office in
            let end = WallClock.now() + 2_500_000_000
            let token = Token.random()
            try IdentityFile.edit(office.identities.path) { file in
                let grant = Grant(subject: "mayfly", roles: [.reader], clearance: .clear)
                let hash = TokenHash(of: token)
                file.tokens.append(TokenEntry(hash: hash, grant: grant, created: 0, expires: end))
            }
            office.hangUp()
            let client = try await Client.connect(to: office.address, token: try BearerToken(token))
            try await office.eventually("known") { try await client.failure(Self.status) == nil }
            try await office.eventually("expired") {
                try await client.failure(Self.status)?.message.contains("the token of mayfly expired at ") == true
            }
            #expect(WallClock.now() >= end / 1_000_000_000 * 1_000_000_000)
        }
    }

    /// How a watch ends, which by itself it does not.
    private static func end(of client: Client) async throws -> Status {
        do throws(Status) {
            for try await _ in try await client.stream(MethodName("dossier.v1.Incidents/WatchIncidents"), []) {}
            return .ok
        } catch {
            return error
        }
    }
}
