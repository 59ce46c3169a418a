import DossierAccess
import DossierClient
import DossierCore
import Foundation
import TestSupport
import Testing

/// Callers who are known by the certificate that they show in mutual TLS.
@Suite struct CertificateTests {
    /// Which certificate is shown, by its alternative names, and how a read and a write end; nil: they are let in.
    struct Case: CustomTestStringConvertible {
        let names: String
        let read: StatusCode?
        let write: StatusCode?
        var words: String?

        var testDescription: String { names }
    }

    static let cases = [
        Case(names: "DNS:Desk.example", read: nil, write: .permissionDenied, words: "desk may not call"),
        Case(names: "email:ana@example.org", read: nil, write: nil),
        Case(names: "URI:spiffe://example.org/importer,IP:127.0.0.1", read: nil, write: nil),
        // Several names, one of which is known.
        Case(names: "DNS:other.example,email:ana@example.org", read: nil, write: nil),
        Case(names: "DNS:other.example", read: .unauthenticated, write: .unauthenticated, words: "it has dns:other"),
        // What is a host's name to one is not a person's to another.
        Case(names: "email:desk.example", read: .unauthenticated, write: .unauthenticated),
        Case(names: "DNS:*.example", read: .unauthenticated, write: .unauthenticated),
        Case(
            names: "DNS:desk.example,email:ana@example.org",
            read: .unauthenticated,
            write: .unauthenticated,
            words: "several who are known here: dns:desk.example and email:ana@example.org"
        ),
    ]

    @Test(arguments: cases) func aCertificateTellsWhoCalls(test: Case) async throws {
        try await Self.open { office, authority in
            let shown = try await authority.sign("ana", for: test.names)
            let client = try await Self.connect(office, authority, shown)
            let read = try await client.failure("dossier.v1.Server/GetStatus")
            let write = try await client.failure("dossier.v1.Incidents/BatchCreateIncidents")
            #expect(read?.code == test.read, "\(String(describing: read))")
            #expect(
                write?.code == test.write || test.write == nil && write?.code == .invalidArgument,
                "\(String(describing: write))"
            )
            if let words = test.words {
                #expect(write?.message.contains(words) == true, "\(String(describing: write))")
            }
        }
    }

    /// Under --tls-only.
    @Test func plainTextIsLogged() async throws {
        try await Self.open { office, _ in
            let client = try RawClient(port: Int(office.server.port))
            try client.send(.request(1, "GetStatus", service: "dossier.v1.Server"))
            #expect(try client.frame().code == StatusCode.permissionDenied.rawValue)
            try await office.eventually("logged") { office.log.contains("connection refused") }
            let line = office.log.split(separator: "\n").first { $0.contains("connection refused") } ?? ""
            #expect(line.contains("level=warning"), "\(line)")
            #expect(line.contains("peer=127.0.0.1:"), "\(line)")
            #expect(line.contains("only TLS is spoken here"), "\(line)")
        }
    }

    @Test(arguments: ["--http1.1", "--http2"]) func overHTTP(version: String) async throws {
        try await Self.open { office, authority in
            let known = try await authority.sign("desk", for: "DNS:desk.example")
            let stranger = try await authority.sign("other", for: "DNS:other.example")
            for (shown, method, status) in [
                (known, "Server/GetStatus", 200), (known, "Incidents/BatchCreateIncidents", 403),
                (stranger, "Server/GetStatus", 401), (stranger, "grpc.health.v1.Health/Check", 200),
            ] {
                let path = method.hasPrefix("grpc.") ? method : "dossier.v1.\(method)"
                let reply = try await Curl.run([
                    version, "--cacert", authority.file.path, "--cert", shown.file.path, "--key", shown.key.path,
                    "--header", "content-type: application/json", "--data", "{}",
                    "https://localhost:\(office.server.port)/\(path)",
                ])
                #expect(reply.status == status, "\(shown.file.lastPathComponent) \(method): \(reply)")
            }
        }
    }

    /// Who is both is the token's: also when that is worth less, and when it is worth nothing.
    @Test func aTokenDecidesBeforeTheCertificate() async throws {
        try await Self.open { office, authority in
            let ana = try await authority.sign("ana", for: "email:ana@example.org")
            let client = try await Self.connect(office, authority, ana)
            let write = "dossier.v1.Incidents/BatchCreateIncidents"
            for (holder, code) in [
                (Holder.nothing, StatusCode.invalidArgument), (.reader, .permissionDenied),
                (.expired, .unauthenticated),
                (.stranger, .unauthenticated), (.nothing, .invalidArgument),
            ] {
                let entries = office.authorizations[holder].map { [Metadata.Entry(name: "authorization", value: $0)] }
                let options = CallOptions(timeout: .seconds(20), metadata: Metadata(entries ?? []))
                let failure = try await client.failure(write, options)
                #expect(failure?.code == code || failure == nil && code == .invalidArgument, "\(holder)")
            }
        }
    }

    /// A common name is not looked at, whatever it reads like.
    @Test func aCommonNameIsNobody() async throws {
        try await Self.open { office, authority in
            let shown = try await authority.sign("desk.example", for: "IP:127.0.0.1")
            let failure = try await Self.connect(office, authority, shown).failure("dossier.v1.Server/GetStatus")
            #expect(failure?.code == .unauthenticated)
            #expect(failure?.message.contains("(it has none)") == true, "\(String(describing: failure))")
        }
    }

    /// A watch ends when the certificate that allowed it expires; others go on.
    @Test func aWatchEndsWithItsCertificate() async throws {
        try await Self.open { office, authority in
            let desk = try await authority.sign("desk", for: "DNS:desk.example")
            let other = try await Self.connect(office, authority, desk)
            let lasting = Task { try await Self.endOfWatch(other) }
            let end = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 4).rounded(.up))
            let mayfly = try await authority.sign("mayfly", for: "DNS:desk.example", until: end)
            let client = try await Self.connect(office, authority, mayfly)
            let status = try await Self.endOfWatch(client)
            #expect(Date() >= end)
            // It is looked at with each heartbeat.
            #expect(Date() < end + Double(Limits.heartbeatNanoseconds) / 1e9 + 5)
            #expect(status.code == .unauthenticated)
            #expect(status.message.contains("has changed, expired or been revoked"), "\(status)")
            let refusal = try await client.failure("dossier.v1.Server/GetStatus")
            #expect(refusal?.code == .unauthenticated, "\(String(describing: refusal))")
            #expect(try await other.failure("dossier.v1.Server/GetStatus") == nil)
            await other.close()
            #expect(try await lasting.value.code != .unauthenticated)
        }
    }

    /// How a watch ends, which by itself it does not.
    private static func endOfWatch(_ client: Client) async throws -> Status {
        do throws(Status) {
            let options = CallOptions(timeout: .seconds(60))
            for try await _ in try await client.stream(MethodName("dossier.v1.Incidents/WatchIncidents"), [], options) {
            }
            return .ok
        } catch {
            return error
        }
    }

    /// A server that knows a desk, who reads, and Ana, who writes, among others.
    private static func open(_ body: (Office, TestCertificate) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let authority = try await TestCertificate.authority("authority", in: folder)
            let served = try await authority.sign("server")
            try await Office.open { file in
                try IdentityFile.edit(file.path) { file in
                    file.certificates = [
                        entry("dns:desk.example", "desk", .reader), entry("email:ana@example.org", "ana", .writer),
                        entry("uri:spiffe://example.org/importer", "importer", .admin),
                    ]
                }
                return served.options + ["--client-ca", authority.file.path, "--tls-only"]
            } _: {
                try await body($0, authority)
            }
        }
    }

    private static func entry(_ name: String, _ subject: String, _ role: Role) -> CertificateEntry {
        CertificateEntry(name: name, grant: Grant(subject: subject, roles: [role], clearance: .amber))
    }

    private static func connect(
        _ office: Office,
        _ authority: TestCertificate,
        _ shown: TestCertificate
    ) async throws -> Client {
        let tls = try ClientTLS(
            authorities: authority.file.path,
            certificate: shown.file.path,
            key: shown.key.path
        )
        return try await Client.connect(to: office.address, tls: tls)
    }
}
