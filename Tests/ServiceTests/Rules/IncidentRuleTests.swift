import Testing

/// What makes an incident valid.
struct IncidentRuleTests {
    @Test func checksIncidents() async throws {
        try await Desk.open { desk in
            try await desk.create(.actors, "police", ["displayName": "The police"])
            await desk.expect(Self.rules, of: .incidents)
        }
    }

    private static let rules: [Rule] = [
        .refuses("title", change: ["title": ""]),
        .allows(["title": text(300, of: "ë")]),
        .refuses("title", change: ["title": text(301)]),
        .allows(["summary": text(10_000)]),
        .refuses("summary", change: ["summary": text(10_001)]),
        .allows(["types": ["INCIDENT_TYPE_DISRUPTION", "INCIDENT_TYPE_RANSOMWARE"]]),
        .refuses("types[1]", change: ["types": ["INCIDENT_TYPE_DISRUPTION", 7]]),
        .refuses("types[0]", change: ["types": ["INCIDENT_TYPE_UNSPECIFIED"]]),
        .allows([
            "victims": [["actor": "actors/police"], ["targetText": "government websites", "sectors": ["police"]]]
        ]),
        .refuses("victims[1].target_text", change: ["victims": [["actor": "actors/police"], ["sectors": ["police"]]]]),
        .refuses("victims[0].actor", change: ["victims": [["actor": "incidents/police"]]]),
        .refuses("victims[0].actor", change: ["victims": [["actor": "actors/police@1"]]]),
        .refuses("victims[0].actor", change: ["victims": [["actor": "police", "targetText": "computers"]]]),
        .refuses("victims", change: ["victims": list(1_001, of: ["targetText": "computers"])]),
        .refuses(
            "victims[0].sectors",
            change: ["victims": [["targetText": "computers", "sectors": list(1_001, of: "police")]]]
        ),
        .refuses("victims[0].sectors[1]", change: ["victims": [["targetText": "x", "sectors": ["a", text(10_001)]]]]),
        .refuses("types[0]", "title", change: ["title": "", "types": [-1]]),
    ]
}
