import DossierCore
import Foundation
import TestSupport
import Testing

/// What is in the record, or was to be, is in no line of the log and in no span, however much is logged and traced.
@Suite struct SecrecyTests {
    private static let word = "Verschlusssache"

    private static let good = [
        (
            "Incidents/CreateIncident",
            #"{"incident_id": "red", "incident": {"title": "\#(word)", "summary": "\#(word)", "tlp": "TLP_RED"}}"#
        ),
        ("Actors/CreateActor", #"{"actor_id": "amber", "actor": {"displayName": "\#(word)", "tlp": "TLP_AMBER"}}"#),
        (
            "Incidents/UpdateIncident",
            #"{"incident": {"name": "incidents/red", "summary": "\#(word) 2"}, "update_mask": "summary"}"#
        ),
        ("Incidents/ListIncidents", #"{"filter": "title = \"\#(word)\""}"#),
        ("Incidents/GetIncident", #"{"name": "incidents/red"}"#),
    ]
    private static let bad = [
        ("Incidents/CreateIncident", #"{"incident_id": "red", "incident": {"title": "\#(word)", "tlp": "TLP_RED"}}"#),
        (
            "Incidents/CreateIncident",
            #"{"incident_id": "\#(word)", "incident": {"title": "\#(word)", "tlp": "TLP_RED"}}"#
        ),
        (
            "Incidents/CreateIncident",
            #"{"incident_id": "b", "incident": {"title": "\#(word)", "occurred": {"text": "\#(word)"}}}"#
        ),
        (
            "Incidents/CreateIncident",
            #"{"incident": {"title": "b", "victims": [{"actor": "actors/\#(word)"}], "tlp": "TLP_RED"}}"#
        ),
        (
            "Incidents/UpdateIncident",
            #"{"incident": {"name": "incidents/red", "etag": "\#(word)", "title": "\#(word)"}}"#
        ),
        (
            "Incidents/UpdateIncident",
            #"{"incident": {"name": "incidents/red", "title": "x"}, "update_mask": "\#(word)"}"#
        ),
        ("Incidents/ListIncidents", #"{"filter": "\#(word) = \"\#(word)\" AND"}"#),
        ("Incidents/ListIncidents", #"{"order_by": "\#(word)"}"#),
        ("Incidents/ListIncidents", #"{"page_token": "\#(word)"}"#),
        ("Incidents/GetIncident", #"{"name": "incidents/\#(word)"}"#),
        ("Incidents/GetIncident", #"{"name": "incidents/red@99", "read_mask": "\#(word)"}"#),
        ("Statements/CreateStatement", #"{"statement": {"speaker": "actors/amber", "about": [{"name": "\#(word)"}]}}"#),
        ("Statements/GetPicture", #"{"incident": "\#(word)"}"#),
        (
            "Incidents/CreateIncident",
            #"{"incident": {"title": "b", "victims": [{"actor": "actors/\#(word.lowercased())"}], "tlp": "TLP_RED"}}"#
        ),
        ("Incidents/GetIncident", #"{"name": "incidents/\#(word.lowercased())"}"#),
        ("Server/RedactRevisions", #"{"name": "incidents/red", "revisions": [2], "reason": "\#(word)"}"#),
    ]

    @Test func noContentIsLoggedOrTraced() async throws {
        let collector = try Collector()
        let trace = ["--header", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]
        try await LoggingServer.run("log-calls: 1\n\(collector.setting)", level: "trace") { server in
            for (method, json) in Self.good {
                let reply = try await Curl.call(server.port, "dossier.v1.\(method)", json, trace[0], trace[1])
                #expect(reply.status == 200, "\(method) \(json) \(reply)")
            }
            for (method, json) in Self.bad {
                let reply = try await Curl.call(server.port, "dossier.v1.\(method)", json, trace[0], trace[1])
                #expect(![0, 200].contains(reply.status), "\(method) \(json) \(reply)")
            }
            _ = try await server.lines("call", count: Self.good.count)
            _ = try await server.lines("call failed", count: Self.bad.count)
            #expect(!server.text.lowercased().contains(Self.word.lowercased()), "\(server.text)")
        }
        #expect(collector.spans.count == Self.good.count + Self.bad.count)
        let sent = "\(collector.requests)"
        #expect(!sent.lowercased().contains(Self.word.lowercased()), "\(sent)")
    }
}
