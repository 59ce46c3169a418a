import Testing

/// What makes a source valid.
struct SourceRuleTests {
    @Test func checksSources() async throws {
        try await Desk.open { desk in
            try await desk.create(.actors, "agency", ["displayName": "An agency"])
            await desk.expect(Self.rules, of: .sources)
        }
    }

    private static let rules: [Rule] = [
        .refuses("title", change: ["title": ""]),
        .allows(["title": text(300, of: "ë")]),
        .refuses("title", change: ["title": text(301)]),
        .allows(["publisher": "actors/agency", "url": text(10_000), "language": "sq"]),
        .refuses("publisher", change: ["publisher": "sources/agency"]),
        .refuses("url", change: ["url": text(10_001)]),
        .allows(["medium": "SOURCE_MEDIUM_OTHER"]),
        .refuses("medium", change: ["medium": 9]),
    ]
}
