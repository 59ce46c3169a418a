import DossierCore
import TestSupport
import Testing

@testable import DossierStore

/// What a database's refusals mean to callers.
@Suite struct PostgresRefusalTests {
    private func refusal(_ address: String) throws -> Status {
        try #require(throws: Status.self) { try PostgresStore(address) }
    }

    @Test func whoIsNotLetInIsToldToLookAtTheAddress() throws {
        let server = PostgresServer.shared
        for address in [
            server.address(of: "nowhere"), server.address().replacing("dossier@", with: "nobody@"),
        ] {
            let status = try refusal(address)
            #expect(status.code == .failedPrecondition, "\(status)")
            #expect(status.message.contains("does not exist"), "\(status)")
            #expect(status.message.contains("look at its address"), "\(status)")
        }
    }

    @Test func whatHasNoConnectionLeftIsCalledAgain() throws {
        let server = PostgresServer.shared
        let name = try server.makeDatabase()
        try server.sql("CREATE ROLE \(name) LOGIN CONNECTION LIMIT 0")
        let status = try refusal(server.address(of: name).replacing("dossier@", with: "\(name)@"))
        #expect(status.code == .unavailable, "\(status)")
        #expect(status.message.contains("no connection left"), "\(status)")
        try server.drop(name)
        try server.sql("DROP ROLE \(name)")
    }

    @Test(arguments: [0: "older Dossier", 2: "newer Dossier"])
    func anotherSchemaIsRefused(version: Int, message: String) throws {
        let name = try PostgresServer.shared.makeDatabase()
        let address = PostgresServer.shared.address(of: name)
        try PostgresStore(address).close()
        try PostgresServer.shared.sql(
            "UPDATE meta SET value = decode('0\(version)', 'hex') WHERE name = 'schema'",
            in: name
        )
        let status = try refusal(address)
        #expect(status.code == .failedPrecondition && status.message.contains(message), "\(status)")
        try PostgresServer.shared.drop(name)
    }

    /// Nobody listens at the other end: that is no refusal of the database's.
    @Test func whatDoesNotAnswerIsCalledAgain() throws {
        let status = try refusal("postgres://dossier@127.0.0.1:1/dossier")
        #expect(status.code == .unavailable, "\(status)")
        #expect(status.message.contains("does not answer"), "\(status)")
    }

    @Test(arguments: [
        ("53100", "could not extend file", StatusCode.resourceExhausted, "disk"),
        ("53300", "sorry, too many clients already", .unavailable, "no connection left"),
        ("53200", "out of memory", .resourceExhausted, "memory"),
        ("54000", "too many notifications in the NOTIFY queue", .unavailable, "cannot tell other servers"),
        ("54000", "index row size 2712 exceeds maximum 2704", .internal, "failed"),
    ])
    func aStateHasItsMeaning(state: String, said: String, code: StatusCode, meaning: String) {
        let status = Status(postgres: state, said)
        #expect(status.code == code)
        #expect(status.message.contains(meaning) && status.message.contains(said), "\(status)")
    }
}
