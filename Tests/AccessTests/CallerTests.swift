import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// What becomes of a caller who is known: in the record, and in the log.
@Suite struct CallerTests {
    @Test func heIsTheAuthorOfWhatHeWrites() async throws {
        try await Office.open { office in
            let writer = try await Self.resources(office, .writer)
            let made = try await writer.create(.incidents, id: "a", Self.incident)
            #expect(made["author"]?.text == "writer")
            let admin = try await Self.resources(office, .admin)
            #expect(try await admin.create(.incidents, id: "b", Self.incident)["author"]?.text == "admin")
            #expect(try await writer.get("incidents/b", .incidents)["author"]?.text == "admin")
        }
    }

    /// One who guesses another's request_id is not answered with the other's reply.
    @Test func aRequestIsRepeatedByWhoMadeIt() async throws {
        try await Office.open { office in
            let id = UUID().uuidString
            let request = JSONValue(members: [
                ("incidentId", .string("a")), ("incident", Self.incident), ("requestId", .string(id)),
            ])
            let method = try ServiceMethod.standard(MethodName("dossier.v1.Incidents/CreateIncident"))
            let writer = try await office.connect(as: .writer)
            let first = try await writer.call(method, request)
            #expect(try await writer.call(method, request) == first)
            let other = await #expect(throws: Status.self) {
                try await office.connect(as: .curator).call(method, request)
            }
            #expect(other?.code == .alreadyExists)
        }
    }

    @Test func aDenialNamesWhoWhatAndWhatItTakes() async throws {
        try await Office.open { office in
            let client = try await office.connect(as: .reader)
            let denied = try await client.failure("dossier.v1.Incidents/CreateIncident")
            #expect(
                denied
                    == Status(
                        .permissionDenied,
                        "reader may not call dossier.v1.Incidents/CreateIncident: it takes the role writer or a higher "
                            + "one, and he has the role reader"
                    )
            )
            let twice = Metadata(["a", "b"].map { .init(name: "authorization", value: "Bearer \($0)") })
            let stranger = try await Client.connect(to: office.address)
            for (metadata, words) in [
                (Metadata(), "this server must know who calls; send a token"), (twice, "authorization came twice"),
                (Metadata([.init(name: "authorization", value: "Basic YTpi")]), "must be \"Bearer TOKEN\""),
                (Metadata([.init(name: "authorization", value: "")]), "must be \"Bearer TOKEN\""),
                (Metadata([.init(name: "authorization", value: "Bearer x")]), "is it complete?"),
            ] {
                let options = CallOptions(timeout: .seconds(20), metadata: metadata)
                let failure = try await stranger.failure("dossier.v1.Server/GetStatus", options)
                #expect(failure?.code == .unauthenticated)
                #expect(failure?.message.contains(words) == true, "\(String(describing: failure))")
            }
            let line = try #require(office.log.split(separator: "\n").first { $0.contains("subject=reader") })
            for part in [
                "denied", "method=dossier.v1.Incidents/CreateIncident", "peer=127.0.0.1:", "PERMISSION_DENIED",
            ] {
                #expect(line.contains(part), "\(line)")
            }
        }
    }

    /// By which whoever asks about it can be told what the log says.
    @Test func aDenialTellsItsID() async throws {
        try await Office.open { office in
            let method = "dossier.v1.Server/GetStatus"
            for version in ["--http1.1", "--http2-prior-knowledge"] {
                let reply = try await Curl.call(Int(office.server.port), method, "{}", "--include", version)
                let text = reply.text.lowercased()
                let id = try #require(text.firstMatch(of: /x-request-id: ([0-9a-f]{32})/), "\(reply)")
                try await office.eventually("logged") { office.log.contains("request_id=\(id.1)") }
            }
        }
    }

    @Test func aFloodOfDenialsIsCountedNotLogged() async throws {
        try await Office.open { office in
            let client = try await Client.connect(to: office.address)
            for _ in 0..<400 { #expect(try await client.failure("dossier.v1.Server/GetStatus") != nil) }
            // Room for a few more has come meanwhile.
            let lines = { office.log.split(separator: "\n").filter { $0.contains("msg=denied") } }
            #expect((Limits.refusalsLogged...Limits.refusalsLogged + 100).contains(lines().count))
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await client.failure("dossier.v1.Server/GetStatus") != nil)
            try await office.eventually("counted") { lines().contains { $0.contains("unlogged=") } }
            for holder in Holder.allCases where office.authorizations[holder] != nil {
                #expect(holder == .malformed || !office.log.contains(office.token(of: holder)))
            }
        }
    }

    /// A stranger is refused by the head of his call: nothing else of it is waited for, or kept.
    @Test func aStrangersBodyIsNotAwaited() async throws {
        try await Office.open { office in
            let path = "/dossier.v1.Incidents/CreateIncident"
            let grpc = try RawClient(port: Int(office.server.port))
            try grpc.send(Self.preface + Self.headers(path, "application/grpc"))
            // A frame of headers on the first stream (RFC 9113, 4.1).
            var header: [UInt8] = []
            repeat {
                if !header.isEmpty { _ = try grpc.read(Int(header[1]) << 8 | Int(header[2])) }
                header = try grpc.read(9, within: 5)
            } while header[3] != 1
            #expect(header[5...] == [0, 0, 0, 1])
            let http = try RawClient(port: Int(office.server.port))
            let fields = "host: x\r\ncontent-type: application/json\r\ncontent-length: 1000000"
            try http.send(Array("POST \(path) HTTP/1.1\r\n\(fields)\r\n\r\n".utf8))
            #expect(String(decoding: try http.read(12, within: 5), as: UTF8.self) == "HTTP/1.1 401")
        }
    }

    /// curl, for one, takes a reply for an error that comes before it has sent all.
    @Test(arguments: [0, 100_000, 4 << 20])
    func aStrangerIsToldBehindHisBody(size: Int) async throws {
        try await Office.open { office in
            let options = ["--header", "content-type: application/json", "--http2-prior-knowledge"]
            let (port, body) = (Int(office.server.port), Data(count: size))
            let reply = try await Curl.post(port, "dossier.v1.Incidents/CreateIncident", body, options)
            #expect(reply.status == 401, "\(reply)")
        }
    }

    /// HTTP/2's, with empty settings.
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]

    /// The head of a request on the first stream, whose body is to follow; each field as it is (RFC 7541, 6.2.2).
    private static func headers(_ path: String, _ type: String) -> [UInt8] {
        let fields = [
            (":method", "POST"), (":scheme", "http"), (":authority", "x"), (":path", path), ("te", "trailers"),
            ("content-type", type),
        ]
        let block: [UInt8] = fields.flatMap { name, value -> [UInt8] in
            [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
        }
        return [0, 0, UInt8(block.count), 1, 4, 0, 0, 0, 1] + block
    }

    private static let incident = JSONValue(members: [("title", .string("An outage")), ("tlp", .string("TLP_GREEN"))])

    private static func resources(_ office: Office, _ holder: Holder) async throws -> Resources {
        Resources(try await office.connect(as: holder), CallOptions(timeout: .seconds(20)))
    }
}
