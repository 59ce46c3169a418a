import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// Bounds that are given to a server at its start.
@Suite struct LimitOptionTests {
    @Test func connectionsOfAPeerAreBoundedAndRefusalsLoggedWithABudget() async throws {
        try await Office.open({ _ in ["--connections-per-peer", "3"] }) { office in
            var clients: [Client] = []
            for _ in 0..<3 { clients.append(try await office.connect(as: .reader)) }
            for client in clients { #expect(try await client.failure("dossier.v1.Server/GetStatus") == nil) }
            let port = Int(office.server.port)
            for _ in 0..<400 { #expect(try RawClient(port: port).isAtEnd(within: 5)) }
            for client in clients { #expect(try await client.failure("dossier.v1.Server/GetStatus") == nil) }
            let elsewhere = try RawClient(port: port, source: 2)
            #expect(!elsewhere.isAtEnd(within: 0.2))
            let lines = { office.log.split(separator: "\n").filter { $0.contains("connection refused") } }
            #expect((Limits.refusalsLogged...Limits.refusalsLogged + 100).contains(lines().count))
            #expect(lines()[0].contains("peer=127.0.0.1:"), "\(lines()[0])")
            #expect(lines()[0].contains("too many connections of this peer are open"))
            try await Task.sleep(for: .milliseconds(300))
            #expect(try RawClient(port: port).isAtEnd(within: 5))
            try await office.eventually("counted") { lines().contains { $0.contains("unlogged=") } }
        }
    }

    @Test(arguments: [
        (["--connections-per-peer", "0"], "--connections-per-peer must be 1 to"),
        (["--rate", "5"], "--rate needs --identities"),
        (["--rate", "0", "--identities", "x"], "--rate must be 1 to"),
        (["--rate", "1000001", "--identities", "x"], "--rate must be 1 to 1000000 calls a second"),
        (["--connections", "1000001"], "--connections must be 1 to 1000000"),
        (["--event-loops", "0"], "--event-loops must be 1 to 256"),
        (["--calls", "65537"], "--calls must be 1 to 65536"),
        (["--calls-per-connection", "0"], "--calls-per-connection must be 1 to 65536"),
        (["--queue", "0"], "--queue must be 1 to 65536"),
        (["--queue-time", "0"], "--queue-time must be 1 to 86400000 milliseconds"),
        (["--message-bytes", "4194305"], "--message-bytes must be 1024 to 4194304"),
        (["--decoded-bytes", "1023"], "--decoded-bytes must be 1024 to 67108864"),
        (["--metadata-bytes", "8193"], "--metadata-bytes must be 1024 to 8192"),
        (["--handshake-time", "0"], "--handshake-time must be 1 to 86400 seconds"),
        (["--idle-time", "86401"], "--idle-time must be 1 to 86400 seconds"),
        (["--frame-time", "-1"], "--frame-time"),
        (["--call-time", "1.5"], "--call-time"),
    ])
    func whatMakesNoSenseIsRefused(arguments: [String], words: String) async throws {
        try await withTemporaryFolder { folder in
            let refusal = await #expect(throws: DossierdProcess.Failure.self) {
                await (try DossierdProcess.start(in: folder, record: folder, arguments: arguments)).kill()
            }
            #expect("\(String(describing: refusal))".contains(words), "\(String(describing: refusal))")
        }
    }
}
