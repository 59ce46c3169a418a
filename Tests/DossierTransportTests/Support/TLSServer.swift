import DossierClient
import DossierTransport
import Foundation
import TestSupport

/// A listener that speaks TLS, and the authority that signed its certificate.
struct TLSServer {
    let server: TestServer
    let authority: TestCertificate

    /// Runs the body against a server, and takes the server down.
    /// - Parameter asksClients: for a certificate of the same authority.
    static func run(
        threads: Int = 1,
        asksClients: Bool = false,
        _ configure: (inout ListenerConfiguration) -> Void = { _ in },
        _ body: (TLSServer) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let tls = try authority.tls(of: try await authority.sign("server"), asksClients: asksClients)
            try await TestServer.run(
                threads: threads,
                {
                    $0.tls = tls
                    configure(&$0)
                },
                { try await body(TLSServer(server: $0, authority: authority)) }
            )
        }
    }

    /// A new connection by openssl, with TLS done.
    func tunnel(_ options: String...) throws -> TLSTunnel {
        try TLSTunnel(port: server.port, authority: authority, options: options)
    }

    /// What openssl says of a handshake.
    func handshake(_ options: String...) async throws -> String {
        let connect = ["-connect", "localhost:\(server.port)", "-CAfile", authority.file.path]
        return try await Command.run(["openssl", "s_client"] + connect + options).output
    }

    /// Where it listens.
    var address: ServerAddress { ServerAddress(host: "127.0.0.1", port: server.port) }

    /// A new connection of the client library.
    func client(showing certificate: TestCertificate? = nil) async throws -> Client {
        let tls = try ClientTLS(
            authorities: authority.file.path,
            certificate: certificate?.file.path,
            key: certificate?.key.path
        )
        return try await Client.connect(to: address, tls: tls)
    }
}

extension TestCertificate {
    /// For a listener with that certificate, which may have been signed by this authority, and may ask for others of it.
    func tls(of certificate: TestCertificate, asksClients: Bool = false) throws -> ServerTLS {
        try ServerTLS(
            reading: ServerTLS.Files(
                certificate: certificate.file.path,
                key: certificate.key.path,
                clientAuthorities: asksClients ? file.path : nil
            )
        )
    }
}

extension Client {
    /// Calls a method of the test router.
    func echo(_ method: String, _ request: [UInt8]) async throws -> [UInt8] {
        try await call(MethodName("test.Echo", method), request, CallOptions(timeout: .seconds(20)))
    }
}
