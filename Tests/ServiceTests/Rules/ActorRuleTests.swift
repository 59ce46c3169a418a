import Testing

/// What makes an actor valid.
struct ActorRuleTests {
    @Test func checksActors() async throws {
        try await Desk.open { desk in
            try await desk.create(.actors, "state", ["displayName": "A state"])
            await desk.expect(Self.rules, of: .actors)
        }
    }

    private static let rules: [Rule] = [
        .refuses("display_name", change: ["displayName": ""]),
        .allows(["displayName": text(300, of: "ë")]),
        .refuses("display_name", change: ["displayName": text(301)]),
        .allows(["aliases": [["value": "Tirana", "assertedBy": "actors/state", "language": "en"]]]),
        .refuses("aliases[0].value", change: ["aliases": [["language": "en"]]]),
        .refuses("aliases[0].asserted_by", change: ["aliases": [["value": "Tirana", "assertedBy": "sources/x"]]]),
        .refuses("aliases", change: ["aliases": list(1_001, of: ["value": "Tirana"])]),
        .allows(["identityClass": "IDENTITY_CLASS_COLLECTIVE"]),
        .refuses("identity_class", change: ["identityClass": 9]),
        .allows(["actorTypes": ["nation-state", "spy"]]),
        .refuses("actor_types[1]", change: ["actorTypes": ["nation-state", "state"]]),
        .refuses("actor_types[0]", change: ["actorTypes": [""]]),
        .allows(["country": "AL"]),
        .refuses("country", change: ["country": "al"]),
        .refuses("country", change: ["country": "ALB"]),
        .refuses("country", change: ["country": "A1"]),
        .refuses("country", change: ["country": "Ä"]),
        .allows(["parent": "actors/state"]),
        .refuses("parent", change: ["parent": "incidents/state"]),
        .refuses("parent", change: ["parent": "state"]),
        .allows(["roles": [["title": "Minister", "organization": "actors/state"]]]),
        .refuses("roles[0].title", change: ["roles": [["organization": "actors/state"]]]),
        .refuses("roles[0].organization", change: ["roles": [["title": "Minister"]]]),
        .refuses("roles[0].organization", change: ["roles": [["title": "Minister", "organization": "statements/x"]]]),
    ]
}
