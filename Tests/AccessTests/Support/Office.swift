import DossierAccess
import DossierClient
import DossierCore
import Foundation
import TestSupport

/// A server of its own process that knows its callers, and a token of each kind.
struct Office {
    let server: DossierdProcess
    /// Of everything.
    let folder: URL
    /// `authorization` of each, but for who has none.
    let authorizations: [Holder: String]

    /// The file of identities.
    var identities: URL { folder.appending(path: "identities.yaml") }

    /// Runs a closure beside a server that knows all holders.
    /// - Parameters:
    ///   - prepare: adds to the file of identities, and gives further options of the server.
    static func open(
        _ prepare: (URL) async throws -> [String] = { _ in [] },
        _ body: (Office) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml")
            let authorizations = try await authorizations(file)
            let arguments = ["--identities", file.path] + (try await prepare(file))
            let server = try await DossierdProcess.start(in: folder, record: folder, arguments: arguments)
            do {
                try await body(Office(server: server, folder: folder, authorizations: authorizations))
            } catch {
                await server.kill()
                throw error
            }
            let status = await server.stop()
            guard status == 0 else { throw DossierdFailure(description: "dossierd ended with \(status)") }
        }
    }

    /// Made by the server's own command, but for those that it would not make.
    private static func authorizations(_ file: URL) async throws -> [Holder: String] {
        let expired = Token.random()
        try IdentityFile.edit(file.path) { file in
            let grant = Grant(subject: "expired", roles: [.admin], clearance: .red)
            file.tokens.append(TokenEntry(hash: TokenHash(of: expired), grant: grant, created: 0, expires: 1))
            let guest = Grant(subject: "guest", roles: [], clearance: .clear)
            file.tokens.append(TokenEntry(hash: TokenHash(of: guestToken), grant: guest, created: 0, expires: nil))
        }
        var authorizations: [Holder: String] = [
            .malformed: "Bearer dossier_x", .stranger: "Bearer \(Token.random())", .expired: "Bearer \(expired)",
            .guest: "Bearer \(guestToken)",
        ]
        for holder in [Holder.reader, .writer, .curator, .admin] {
            authorizations[holder] =
                "Bearer \(try await TokenCommandLine(file).create(holder.rawValue, holder.rawValue))"
        }
        return authorizations
    }

    private static let guestToken = Token.random()

    /// Where it listens.
    var address: ServerAddress { ServerAddress(host: "127.0.0.1", port: Int(server.port)) }

    /// The token alone.
    func token(of holder: Holder) -> String {
        String((authorizations[holder] ?? "").split(separator: " ").last ?? "")
    }

    /// A connection by which each call says who makes it.
    func connect(as holder: Holder) async throws -> Client {
        let token = holder == .nothing ? nil : try BearerToken(token(of: holder))
        return try await Client.connect(to: address, token: token)
    }

    /// The same with a token that the server is about to know.
    func eventuallyConnect(with token: String) async throws -> Client {
        let client = try await Client.connect(to: address, token: try BearerToken(token))
        try await eventually("known") { try await client.failure("dossier.v1.Incidents/ListIncidents") == nil }
        return client
    }

    /// Has the server read its files again.
    func hangUp() { kill(server.identifier, SIGHUP) }

    /// What the server has logged.
    var log: String { (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? "" }

    /// Waits for something to be so; fails after twenty seconds.
    func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while !(try await holds()) {
            guard .now < end else { throw DossierdFailure(description: "not \(what); the log: \(log)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// What went wrong with a server.
struct DossierdFailure: Error, CustomStringConvertible { let description: String }

extension Client {
    /// How one try of a call with an empty request ends; nil: well.
    func failure(
        _ method: String,
        _ options: CallOptions = CallOptions(timeout: .seconds(20), retry: .never)
    ) async throws -> Status? {
        do throws(Status) {
            _ = try await call(MethodName(method), [], options)
            return nil
        } catch {
            return error
        }
    }
}
