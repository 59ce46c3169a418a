import DossierCore
import DossierTesting
import Foundation
import TestSupport
import Testing

/// The port for status, metrics and health: what it answers, and what it bounds.
@Suite struct AdminTests {
    @Test func answersByGetAlone() async throws {
        try await TestServer.run { server in
            try await Admin.run(of: server) { admin in
                let metrics = try await admin.get("/metrics?a=b")
                #expect(metrics.status == 200)
                #expect(MetricText(metrics.text).samples["dossier_draining"] == 0)
                let head = try await admin.get("/metrics", "--head")
                #expect(head.status == 200)
                #expect(head.text.contains("content-type: text/plain; version=0.0.4; charset=utf-8"))
                #expect(try await admin.get("/").text.contains("/metrics"))
                #expect(try await admin.get("/healthz").status == 200)
                let none = try await admin.get("/metrics/")
                #expect(none.status == 404 && none.text.contains("/healthz"))
                let post = try await admin.get("/metrics", "--request", "POST", "--include")
                #expect(post.status == 405 && post.text.contains("allow: GET, HEAD"))
                let body = try await admin.get("/metrics", "--request", "GET", "--data", "a")
                #expect(body.status == 400 && body.text.contains("no body"))
                let large = String(repeating: "a", count: Limits.adminHeadBytes)
                let refused = try await admin.get("/metrics", "--header", "large: \(large)")
                #expect(refused.status == 400, "\(refused)")
            }
        }
    }

    /// Requests that wait on one connection are answered one after the other.
    @Test func answersOneAfterTheOther() async throws {
        try await TestServer.run { server in
            try await Admin.run(of: server) { admin in
                let client = try RawClient(port: admin.port)
                let request = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n"
                let last = "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"
                try client.send(Array((String(repeating: request, count: 20) + last).utf8))
                let text = String(decoding: try client.readToEnd(), as: UTF8.self)
                #expect(text.matches(of: /HTTP\/1.1 200 OK/).count == 21)
            }
        }
    }

    @Test func closesOneConnectionTooMany() async throws {
        try await TestServer.run { server in
            try await Admin.run(of: server) { admin in
                var clients = try (0..<Limits.adminConnections).map { _ in try RawClient(port: admin.port) }
                // Each of them is served, so that all are counted.
                for client in clients {
                    try client.send(Array("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n".utf8))
                    _ = try client.read(12)
                }
                #expect(try RawClient(port: admin.port).readToEnd().isEmpty)
                clients.removeAll()
                var isServed = false
                for _ in 0..<100 where !isServed {
                    isServed = (try? await admin.get("/healthz").status) == 200
                    if !isServed { try await Task.sleep(for: .milliseconds(20)) }
                }
                #expect(isServed)
            }
        }
    }

    @Test func saysThatTheServerIsGoingDown() async throws {
        try await withTemporaryFolder { folder in
            let server = try await TestServer.start(in: folder)
            try await Admin.run(of: server) { admin in
                await server.stop()
                let health = try await admin.get("/healthz")
                #expect(health.status == 503 && health.text == "draining\n")
                #expect(try await admin.get("/").text.contains("draining: takes no new calls"))
                let metrics = MetricText(try await admin.get("/metrics").text)
                #expect(metrics.samples["dossier_draining"] == 1)
            }
        }
    }
}
