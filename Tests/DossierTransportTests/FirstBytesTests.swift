import Testing

@testable import DossierTransport

extension TransportTests {
    /// What a connection speaks.
    struct FirstBytesTests {
        @Test(arguments: [
            ("GET / HTTP/1.1", FirstBytes.http1), ("PATCH ", .http1), ("PRI * HTTP/2.0\r\n\r\nSM", .http2),
            ("get ", .unknown),
            ("PRX", .unknown), ("SSH-2.0", .unknown), ("\u{0}", .ttrpc), ("\u{16}\u{3}\u{1}", .tls), ("GET/", .unknown),
        ])
        func chooses(text: String, choice: FirstBytes) {
            #expect(FirstBytes(Array(text.utf8)) == choice)
        }

        @Test(arguments: ["", "P", "PR", "PRI * HTTP/2.", "GET", "CONNECT"])
        func waits(text: String) {
            #expect(FirstBytes(Array(text.utf8)) == nil)
        }

        @Test func answersTLSWithAnAlert() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5])
                #expect(try client.readToEnd() == [0x15, 3, 1, 0, 2, 2, 0x28])
            }
        }

        @Test func greetsHTTP2() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0])
                let header = try client.read(9)
                // SETTINGS on stream 0.
                #expect(header[3] == 4)
                #expect(header[5...] == [0, 0, 0, 0])
            }
        }

        @Test func closesOnAnythingElse() async throws {
            try await TestServer.run { server in
                let client = try server.connect()
                try client.send([0x80, 1, 2])
                #expect(client.isAtEnd(within: 5))
                try await server.eventually { server.listener.connectionCount == 0 }
            }
        }
    }
}
