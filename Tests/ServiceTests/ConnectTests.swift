import DossierClient
import DossierCore
import DossierWire
import Foundation
import TestSupport
import Testing

/// The services over Connect's protocol, by curl.
@Suite(.timeLimit(.minutes(3)))
struct ConnectTests {
    @Test func whatIsWrittenIsReadBack() async throws {
        try await Desk.open { desk in
            let incident: JSON = ["incidentId": "outage", "incident": ["title": "An outage", "tlp": "TLP_GREEN"]]
            let created = try await desk.post("dossier.v1.Incidents/CreateIncident", incident)
            #expect(created.name == "incidents/outage")
            #expect(created.revision == "1")
            #expect(try await desk.post("dossier.v1.Incidents/GetIncident", ["name": "incidents/outage"]) == created)
            let update: JSON = ["updateMask": "summary", "incident": ["name": "incidents/outage", "summary": "é\n☃"]]
            #expect(try await desk.post("dossier.v1.Incidents/UpdateIncident", update).summary == "é\n☃")
            let list = try await desk.post("dossier.v1.Incidents/ListIncidents", [:])
            #expect(list.incidents.list.map(\.summary) == ["é\n☃"])
            // The other door tells the same.
            #expect(try await desk.get(.incidents, "incidents/outage") == list.incidents[0])
        }
    }

    @Test func aPictureIsComputed() async throws {
        try await Desk.open { desk in
            try await desk.create(.incidents, "outage")
            for id in ["accuser", "accused"] {
                let state: JSON = ["displayName": "A state", "identityClass": "IDENTITY_CLASS_STATE"]
                _ = try await desk.post("dossier.v1.Actors/CreateActor", ["actorId": JSON(id), "actor": state])
            }
            let said = JSON.said("ATTRIBUTES", by: "accuser", about: "incidents/outage", of: "accused")
            _ = try await desk.post("dossier.v1.Statements/CreateStatement", ["statement": said])
            let picture = try await desk.post("dossier.v1.Statements/GetPicture", ["incident": "incidents/outage"])
            #expect(picture.status == "ATTRIBUTION_STATUS_CLAIMED")
            #expect(picture.accused.list.map(\.actor) == ["actors/accused"])
        }
    }

    @Test func failuresSayWhatWasWrong() async throws {
        try await Desk.open { desk in
            let absent = try await desk.curl("dossier.v1.Incidents/GetIncident", #"{"name": "incidents/none"}"#)
            #expect(absent.status == 404)
            #expect(absent.text == #"{"code":"not_found","message":"incidents/none does not exist"}"#)
            try await desk.create(.incidents, "outage")
            let taken = try await desk.curl(
                "dossier.v1.Incidents/CreateIncident",
                #"{"incidentId": "outage", "incident": {"title": "Another"}}"#
            )
            #expect(taken.status == 409)
            #expect(taken.text.hasPrefix(#"{"code":"already_exists""#))
            let stale = try await desk.curl(
                "dossier.v1.Incidents/UpdateIncident",
                #"{"incident": {"name": "incidents/outage", "title": "Another", "etag": "old"}}"#
            )
            #expect(stale.status == 409)
            #expect(stale.text.hasPrefix(#"{"code":"aborted""#))
            let unknown = try await desk.curl("dossier.v1.Server/ListNothing", "{}")
            #expect(unknown.status == 404)
            #expect(unknown.text.hasPrefix(#"{"code":"unimplemented""#))
        }
    }

    @Test func detailsNameTheFields() async throws {
        try await Desk.open { desk in
            let reply = try await desk.curl("dossier.v1.Incidents/CreateIncident", #"{"incident": {"tlp": "TLP_RED"}}"#)
            #expect(reply.status == 400)
            let error = JSON(try JSONValue(parsing: reply.text))
            #expect(error.code == "invalid_argument")
            #expect(error.message.string.contains("incident.title"))
            #expect(error.details.list.count == 1)
            let detail = error.details[0]
            #expect(detail.type == "google.rpc.BadRequest")
            #expect(detail.debug.fieldViolations.list.map(\.field) == ["incident.title"])
            // Base64, without padding.
            let padding = String(repeating: "=", count: (4 - detail["value"].string.utf8.count % 4) % 4)
            let bytes = try #require(Data(base64Encoded: detail["value"].string + padding))
            #expect(bytes.starts(with: [0x0a, UInt8(bytes.count - 2), 0x0a, 14] + Array("incident.title".utf8)))
        }
    }

    /// Each is refused by the reader of JSON, and the connection goes on.
    @Test(arguments: [
        (
            #"{"incident": {"titl": "An outage"}}"#,
            "incident.titl: no such field in Incident; did you mean \"title\"?"
        ),
        (#"{"name": "incidents/a"}"#, "name: no such field in CreateIncidentRequest"),
        ("", "expected a value, found the end"), ("{} {}", "expected the end"),
        ("null", "expected an object, found null"),
        (#"{"incident": {"title": "a", "title": "b"}}"#, "stands twice"),
        (#"{"incident": {"revision": "18446744073709551616"}}"#, "incident.revision: expected an integer"),
        (#"{"incident": {"revision": 1e400}}"#, "incident.revision: expected an integer"),
        (#"{"incident": {"createTime": "yesterday"}}"#, "incident.createTime: expected a time"),
        (#"{"incident": {"tlp": "TLP_PINK"}}"#, "incident.tlp: Tlp has no value"),
        (#"{"incident": {"title": "\ud800"}}"#, "half of a surrogate pair"),
        (#"{"incident": {"title": "a\u0000b"}}"#, "incident.title: "),
        ("[" + String(repeating: "[", count: 100_000), "nested deeper than 256"),
    ])
    func whatDoesNotFitIsRefused(json: String, reason: String) async throws {
        try await Desk.open { desk in
            let reply = try await desk.curl("dossier.v1.Incidents/CreateIncident", json)
            #expect(reply.status == 400)
            let error = JSON(try JSONValue(parsing: reply.text))
            #expect(error.code == "invalid_argument")
            #expect(error.message.string.contains(reason), "\(reply)")
            // Of a field, the details tell the path.
            let violation = error.details[0].debug.fieldViolations[0]
            #expect(
                violation == .null
                    || error.message.string == "\(violation.field.string): \(violation["description"].string)"
            )
            #expect((violation == .null) == !reason.contains(": "))
        }
    }

    @Test func whatIsNoUTF8IsRefused() async throws {
        try await Desk.open { desk in
            let body = Data(#"{"incident": {"title": ""#.utf8) + [0xc3, 0x28] + Data(#""}}"#.utf8)
            let type = ["--header", "content-type: application/json"]
            let reply = try await Curl.post(desk.server.address.port, "dossier.v1.Incidents/CreateIncident", body, type)
            #expect(reply.status == 400)
            #expect(reply.text.contains("the string is not UTF-8"), "\(reply)")
        }
    }

    /// curl asks whether it may send a body of more than a megabyte, and workers convert it both ways.
    @Test func largeMessagesAreTaken() async throws {
        try await Desk.open { desk in
            let requests = (0..<200).map { number -> JSON in
                let texts = JSON(String(repeating: "é", count: 4_900))
                return ["incidentId": "many-\(number)", "incident": ["title": "One of many", "summary": texts]]
            }
            let written = try await desk.post("dossier.v1.Incidents/BatchCreateIncidents", ["requests": JSON(requests)])
            #expect(written.incidents.list.count == 200)
            let list = try await desk.post("dossier.v1.Incidents/ListIncidents", ["pageSize": 1_000])
            #expect(list.incidents == written.incidents || list.incidents.list.count == 200)
            let tooLarge = String(repeating: " ", count: Limits.messageBytes) + "{}"
            let reply = try await desk.curl("dossier.v1.Incidents/ListIncidents", tooLarge)
            #expect(reply.status == 429)
            #expect(reply.text.hasPrefix(#"{"code":"resource_exhausted""#))
        }
    }

    @Test func encodedMessagesAreTakenToo() async throws {
        try await Desk.open { desk in
            try await desk.create(.incidents, "outage")
            let name = "incidents/outage"
            let request = Data([0x0a, UInt8(name.utf8.count)] + Array(name.utf8))
            let reply = try await Curl.post(
                desk.server.address.port,
                "dossier.v1.Incidents/GetIncident",
                request,
                ["--header", "content-type: application/proto"]
            )
            #expect(reply.status == 200)
            #expect(Array(reply.text.utf8).starts(with: Array(request)))
        }
    }

    @Test(arguments: ["WatchIncidents", "ImportIncidents"])
    func streamsAreRefused(method: String) async throws {
        try await Desk.open { desk in
            let reply = try await desk.curl("dossier.v1.Incidents/\(method)", "{}")
            #expect(reply.status == 501)
            #expect(reply.text.contains("this method streams; call it by gRPC or ttrpc"))
        }
    }

    /// None is left out, and none answers with what JSON cannot tell.
    @Test func everyUnaryMethodIsCalled() async throws {
        try await Desk.open { desk in
            var called = 0
            for service in try await ServiceCatalog.all(of: desk.client).services {
                for method in service.methods where !method.clientStreams && !method.serverStreams {
                    let name = "\(service.name)/\(method.name)"
                    let reply = try await desk.curl(name, "{}")
                    #expect([200, 400, 501].contains(reply.status), "\(name): \(reply)")
                    #expect(throws: Never.self, "\(name): \(reply)") { try JSONValue(parsing: reply.text) }
                    called += 1
                }
            }
            #expect(called > 40)
        }
    }
}

extension Desk {
    /// A call by curl.
    fileprivate func curl(_ method: String, _ json: String) async throws -> Curl.Reply {
        try await Curl.call(server.address.port, method, json)
    }

    /// A call by curl that must succeed.
    fileprivate func post(_ method: String, _ request: JSON) async throws -> JSON {
        let reply = try await curl(method, "\(request)")
        #expect(reply.status == 200, "\(method): \(reply)")
        return JSON(try JSONValue(parsing: reply.text))
    }
}
