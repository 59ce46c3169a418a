import Testing

/// What makes a statement valid by itself.
struct StatementRuleTests {
    @Test(arguments: [voices, subjects, attributions, links, assessments, measures, appearances, grades])
    func checksStatements(_ rules: [Rule]) async throws {
        try await Desk.open(for: .statements) { desk in
            try await desk.create(.actors, "other", ["displayName": "Another"])
            try await desk.create(.incidents, "july", ["title": "The July attack"])
            try await desk.create(.incidents, "september", ["title": "The September attack"])
            try await desk.create(.sources, "article", ["title": "An article"])
            await desk.expect(rules, of: .statements)
        }
    }

    private static let voices: [Rule] = [
        .refuses("speaker", change: ["speaker": .null]),
        .refuses("speaker", change: ["speaker": "incidents/july"]),
        .refuses("kind", change: ["kind": .null]),
        .refuses("kind", change: ["kind": 17]),
        .allows(["onBehalfOf": "actors/other", "reportedBy": "actors/other", "utterance": "tweet-1"]),
        .refuses("on_behalf_of", change: ["onBehalfOf": "other"]),
        .refuses("reported_by", change: ["reportedBy": "sources/article"]),
        .refuses("utterance", change: ["utterance": "A tweet"]),
        .refuses("utterance", change: ["utterance": text(64, of: "a")]),
        .refuses("channel", change: ["channel": 8]),
        .refuses("purpose_claimed", change: ["purposeClaimed": text(10_001)]),
    ]

    private static let subjects: [Rule] =
        [
            .allows(["about": [["name": "incidents/july", "candidate": true], ["name": "actors/other"]]]),
            .refuses("about[0].name", change: ["about": [["candidate": true]]]),
            .refuses("about[0].name", change: ["about": [["name": "sources/article"]]]),
            .refuses("about[1].name", change: ["about": [["name": "incidents/july"], ["name": "incidents/july"]]]),
            .refuses("about", change: ["about": JSON((0...1_000).map { ["name": "incidents/i\($0)"] })]),
            .refuses("target_actors[1]", change: ["targetActors": ["actors/other", "incidents/july"]]),
            .refuses("target_actors[0]", change: ["targetActors": [""]]),
            .refuses("role", change: ["role": 7]),
            .refuses("basis", change: ["basis": 9]),
        ] + answering.map { .refuses("about", change: ["kind": JSON("STATEMENT_KIND_\($0)")]) }
        + answering.map {
            .allows(["kind": JSON("STATEMENT_KIND_\($0)"), "about": [["name": "incidents/july"]]])
        }

    private static let answering = [
        "CLAIMS", "CORROBORATES", "DENIES", "REJECTS", "DOUBTS", "CHARACTERISES", "SANCTIONS", "CONDEMNS", "ACCUSES",
        "SUPPORTS",
    ]

    private static let attributions: [Rule] = [
        .allows(attributes("incidents/july", ["actors/other"])),
        .refuses("about", change: attributes("actors/other", ["actors/other"])),
        .refuses("target_actors", change: attributes("incidents/july", [])),
    ]

    private static func attributes(_ about: JSON, _ accused: JSON) -> JSON {
        ["kind": "STATEMENT_KIND_ATTRIBUTES", "about": [["name": about]], "targetActors": accused]
    }

    private static let link: JSON = [
        "type": "LINK_TYPE_RELATED", "from": "incidents/july", "to": "incidents/september",
    ]

    private static func links(_ change: JSON) -> JSON {
        ["kind": "STATEMENT_KIND_LINKS", "link": link.merging(change)]
    }

    private static let links: [Rule] = [
        .allows(links([:])),
        .refuses("link", change: ["kind": "STATEMENT_KIND_LINKS"]),
        .refuses("link", change: ["link": link]),
        .refuses("link.type", change: links(["type": .null])),
        .refuses("link.type", change: links(["type": 11])),
        .refuses("link.from", change: links(["from": .null])),
        .refuses("link.to", change: links(["to": "sources/article"])),
        .refuses("link.to", change: links(["to": "incidents/july"])),
        .allows(links(["type": "LINK_TYPE_HOSTS", "from": "actors/speaker", "to": "actors/other"])),
        .refuses("link.to", change: links(["type": "LINK_TYPE_SPONSORS", "from": "actors/other"])),
        .allows(links(["type": "LINK_TYPE_SAME_ACTORS"])),
        .refuses("link.from", change: links(["type": "LINK_TYPE_SAME_ACTORS", "from": "actors/other"])),
        .refuses("link.to", change: links(["type": "LINK_TYPE_SAME_ACTORS", "to": "actors/other"])),
        .allows(links(["type": "LINK_TYPE_SAME_AS"])),
        .allows(links(["type": "LINK_TYPE_SAME_AS", "from": "actors/speaker", "to": "actors/other"])),
        .refuses("link.to", change: links(["type": "LINK_TYPE_SAME_AS", "to": "actors/other"])),
        .refuses(
            "link.from",
            "link.to",
            change: links(["type": "LINK_TYPE_SAME_AS", "from": "statements/a", "to": "statements/b"])
        ),
    ]

    private static let assessments: [Rule] = [
        .allows(assesses(["dimension": "damage", "value": "minimal"])),
        .refuses("assessment", change: ["kind": "STATEMENT_KIND_ASSESSES", "about": [["name": "incidents/july"]]]),
        .refuses("assessment", change: ["assessment": ["dimension": "damage", "value": "minimal"]]),
        .refuses("assessment.dimension", change: assesses(["value": "minimal"])),
        .refuses("assessment.value", change: assesses(["dimension": "damage"])),
        .refuses("about", change: assesses(["dimension": "damage", "value": "minimal"]).merging(["about": .null])),
    ]

    private static func assesses(_ assessment: JSON) -> JSON {
        ["kind": "STATEMENT_KIND_ASSESSES", "about": [["name": "incidents/july"]], "assessment": assessment]
    }

    private static let measures: [Rule] = [
        .allows(
            announces(["type": "MEASURE_TYPE_EXPULSION", "decidedBy": "actors/other", "targets": ["actors/other"]])
        ),
        .allows(sanctions(["measure": ["type": "MEASURE_TYPE_SANCTIONS"]])),
        .allows(sanctions([:])),
        .refuses("measure", change: ["kind": "STATEMENT_KIND_ANNOUNCES_MEASURE"]),
        .refuses("measure", change: ["measure": ["type": "MEASURE_TYPE_SANCTIONS"]]),
        .refuses("measure.type", change: announces(["targetTexts": ["diplomats"]])),
        .refuses("measure.type", change: announces(["type": 8])),
        .refuses("measure.decided_by", change: announces(["type": "MEASURE_TYPE_OTHER", "decidedBy": "council"])),
        .refuses(
            "measure.targets[0]",
            change: announces(["type": "MEASURE_TYPE_OTHER", "targets": ["incidents/july"]])
        ),
    ]

    private static func sanctions(_ change: JSON) -> JSON {
        let sanctions: JSON = ["kind": "STATEMENT_KIND_SANCTIONS", "targetActors": ["actors/other"]]
        return sanctions.merging(change)
    }

    private static func announces(_ measure: JSON) -> JSON {
        ["kind": "STATEMENT_KIND_ANNOUNCES_MEASURE", "measure": measure]
    }

    private static let appearances: [Rule] = [
        .allows([
            "appearances": [["source": "sources/article", "form": "APPEARANCE_FORM_DIRECT", "text": "We condemn"]]
        ]),
        .refuses("appearances[0].source", change: ["appearances": [["form": "APPEARANCE_FORM_DIRECT"]]]),
        .refuses(
            "appearances[0].source",
            change: ["appearances": [["source": "actors/other", "form": "APPEARANCE_FORM_DIRECT"]]]
        ),
        .refuses("appearances[0].form", change: ["appearances": [["source": "sources/article"]]]),
        .refuses("appearances[0].form", change: ["appearances": [["source": "sources/article", "form": 6]]]),
    ]

    private static let grades: [Rule] = [
        .allows(["confidence": 0]),
        .allows(["confidence": 100]),
        .refuses("confidence", change: ["confidence": -1]),
        .refuses("confidence", change: ["confidence": 101]),
        .allows(["hedge": ["text": "reportedly", "level": "ESTIMATIVE_LEVEL_LIKELY"]]),
        .refuses("hedge.level", change: ["hedge": ["level": 8]]),
        .allows(["admiralty": ["reliability": "SOURCE_RELIABILITY_F", "credibility": "INFORMATION_CREDIBILITY_6"]]),
        .refuses(
            "admiralty.reliability",
            "admiralty.credibility",
            change: ["admiralty": ["reliability": 7, "credibility": 7]]
        ),
        .allows(["quantities": [["of": "members", "text": "thousands", "minimum": 2_000, "maximum": 2_000]]]),
        .refuses("quantities[0].of", change: ["quantities": [["text": "thousands"]]]),
        .refuses("quantities[0].text", change: ["quantities": [["of": "members"]]]),
        .refuses(
            "quantities[0].maximum",
            change: ["quantities": [["of": "members", "text": "some", "minimum": 3, "maximum": 2]]]
        ),
    ]
}
