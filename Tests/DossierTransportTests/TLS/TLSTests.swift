import DossierClient
import DossierCore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DossierTransport

extension TransportTests {
    /// TLS on the port of everything else.
    struct TLSTests {
        @Test func ourClientCallsInside() async throws {
            try await TLSServer.run { tls in
                let client = try await tls.client()
                #expect(try await client.echo("Unary", [1, 2, 3]) == [1, 2, 3])
                #expect(try await client.echo("LargeElsewhere", [3]).count == 3 << 20)
                let sent = [UInt8](repeating: 7, count: 3 << 20)
                #expect(try await client.echo("Unary", sent) == sent)
                var count = 0
                let name = MethodName("test.Echo", "CountElsewhere")
                for try await _ in try await client.stream(name, [200]) { count += 1 }
                #expect(count == 200)
                await client.close()
                try await tls.server.eventually { tls.server.listener.connectionCount == 0 }
            }
        }

        @Test func aStockClientCallsInsideWithoutALPN() async throws {
            try await TLSServer.run { tls in
                for version in ["-tls1_2", "-tls1_3"] {
                    let tunnel = try tls.tunnel(version)
                    try tunnel.client.send(.request(1, "Unary", payload: [42]))
                    #expect(try tunnel.client.frame().payload == [42])
                }
            }
        }

        @Test(arguments: [("h2", "ALPN protocol: h2"), ("http/1.1", "ALPN protocol: http/1.1"), ("x", "No ALPN")])
        func agreesOnAProtocol(offered: String, answer: String) async throws {
            try await TLSServer.run { tls in
                let said = try await tls.handshake("-alpn", offered)
                #expect(said.contains(answer), "\(said)")
                #expect(said.contains("Verify return code: 0 (ok)"), "\(said)")
            }
        }

        @Test func speaksTheNewestVersionAndNoneBefore12() async throws {
            try await TLSServer.run { tls in
                #expect(try await tls.handshake().contains("New, TLSv1.3"))
                #expect(try await tls.handshake("-tls1_2").contains("New, TLSv1.2"))
                for old in ["-tls1_1", "-tls1"] {
                    let said = try await tls.handshake(old, "-cipher", "ALL@SECLEVEL=0")
                    #expect(said.contains("alert protocol version"), "\(said)")
                }
                try tls.server.expectAlive()
            }
        }

        @Test(arguments: ["--http1.1", "--http2"])
        func answersHealthChecks(version: String) async throws {
            try await TLSServer.run { tls in
                let address = "https://localhost:\(tls.server.port)/healthz"
                let run = try await Command.run("curl", "-sS", version, "--cacert", tls.authority.file.path, address)
                #expect(run.output == "ok\n")
            }
        }

        @Test func callsWithJSON() async throws {
            try await TLSServer.run { tls in
                let tunnel = try tls.tunnel()
                let json = #"{"text":"\#(String(repeating: "x", count: 300_000))"}"#
                for _ in 0..<3 { #expect(try tunnel.client.call("Unary", json).text == json) }
            }
        }

        @Test func sendsTheWholeChain() async throws {
            try await withTemporaryFolder { folder in
                let root = try await TestCertificate.authority("root", in: folder)
                let between = try await root.sign("between", isAuthority: true)
                let leaf = try await between.sign("leaf")
                let handle = try FileHandle(forWritingTo: leaf.file)
                try handle.seekToEnd()
                try handle.write(contentsOf: try Data(contentsOf: between.file))
                let chain = try root.tls(of: leaf)
                try await TestServer.run({ $0.tls = chain }) { server in
                    let client = try await TLSServer(server: server, authority: root).client()
                    #expect(try await client.echo("Unary", [1]) == [1])
                }
            }
        }

        /// Not a handler more than without.
        @Test func plainTextTakesThePathThatItTookWithout() async throws {
            var paths: [[Substring]] = []
            try await TestServer.run { paths.append(try await path(in: $0)) }
            try await TLSServer.run { paths.append(try await path(in: $0.server)) }
            #expect(paths[0] == paths[1])
            #expect(paths[0].count == 1 && paths[0][0].contains("TTRPCConnection"))
        }

        /// The handlers of a connection that has made a call, a line each.
        private func path(in server: TestServer) async throws -> [Substring] {
            let client = try server.connect()
            try client.send(.request(1, "Unary"))
            #expect(try client.frame().stream == 1)
            let channel = try #require(server.listener.registry.channels.first)
            let description = try await channel.eventLoop.submit { channel.pipeline.debugDescription }.get()
            return description.split(separator: "\n").filter { $0.hasSuffix("]") && $0.contains("\u{2193}\u{2191}") }
                .filter { !$0.contains("[O]") }
        }

        @Test func refusesPlainTextWhereItIsToldTo() async throws {
            let refusals = Mutex<[ConnectionRefusal]>([])
            try await TLSServer.run({
                $0.isTLSOnly = true
                $0.onRefusal = { _, refusal in refusals.withLock { $0.append(refusal) } }
            }) { tls in
                let client = try tls.server.connect()
                try client.send(.request(1, "Unary"), .request(3, "Unary"))
                let refusal = try client.frame()
                #expect(refusal.stream == 1 && refusal.code == 7)
                #expect(refusal.message.contains("connect with TLS (dossier --tls)"))
                #expect(client.isAtEnd(within: 5))
                for text in ["GET /healthz HTTP/1.1\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
                    let client = try tls.server.connect()
                    try client.send(Array(text.utf8))
                    let answer = String(decoding: try client.readToEnd(), as: UTF8.self)
                    #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.hasSuffix("(dossier --tls)\n"))
                }
                #expect(tls.server.router.openedCalls == 0)
                #expect(try await tls.client().echo("Unary", [1]) == [1])
                #expect(refusals.withLock { $0 } == [.plainText, .plainText, .plainText])
                #expect(tls.server.listener.report().refused == [.plainText: 3])
            }
        }

        @Test func aNewCertificateIsForNewConnections() async throws {
            try await TLSServer.run { tls in
                let before = try await tls.client()
                let other = try await TestCertificate.authority(
                    "other",
                    in: tls.authority.file.deletingLastPathComponent()
                )
                tls.server.listener.replace(try other.tls(of: try await other.sign("renewed")))
                let refusal = await #expect(throws: Status.self) { try await tls.client() }
                #expect(refusal?.message.contains("name the certificate of its authority with --ca") == true)
                let after = try await TLSServer(server: tls.server, authority: other).client()
                #expect(try await after.echo("Unary", [2]) == [2])
                #expect(try await before.echo("Unary", [1]) == [1])
            }
        }

        @Test func knowsItsClients() async throws {
            try await TLSServer.run(asksClients: true) { tls in
                let known = try await tls.authority.sign("desk", for: "DNS:desk")
                let folder = tls.authority.file.deletingLastPathComponent()
                let stranger = try await TestCertificate.authority("other", in: folder).sign("stranger")
                #expect(try await tls.client(showing: known).echo("Unary", [1]) == [1])
                for (shown, words) in [
                    (nil, "name one with --cert and --key"), (stranger, "does not know the authority"),
                ] {
                    let refusal = await #expect(throws: Status.self) {
                        _ = try await tls.client(showing: shown).echo("Unary", [1])
                    }
                    #expect(refusal?.code == .unauthenticated)
                    #expect(refusal?.message.contains(words) == true, "\(String(describing: refusal))")
                }
                // TLS 1.2 has other messages for it.
                #expect(try await tls.handshake("-tls1_2").contains("alert handshake failure"))
                #expect(tls.server.router.openedCalls == 1)
            }
        }
    }
}
