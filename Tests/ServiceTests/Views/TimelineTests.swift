import DossierCore
import Testing

/// What happened and what was said, in time order.
struct TimelineTests {
    private static let month: JSON = [
        "earliest": "2022-09-01T00:00:00Z", "latest": "2022-09-30T23:59:59.999999999Z",
        "precision": "PRECISION_MONTH", "text": "in September",
    ]
    private static let until: JSON = ["latest": "2022-09-08T00:00:00Z", "precision": "PRECISION_OPEN"]

    private func withScene(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open(actors: ["albania", "iran", "france"], incidents: ["september"]) { desk in
            try await desk.create(.sources, "paper", ["title": "A paper", "published": .day("2022-09-11")])
            let incident: JSON = [
                "title": "The attack", "occurred": .day("2022-07-15"), "disclosed": .day("2022-09-07"),
                "victims": [["actor": "actors/albania"]],
            ]
            try await desk.create(.incidents, "july", incident)
            let measure: JSON = [
                "type": "MEASURE_TYPE_EXPULSION", "effective": .day("2022-09-07"), "deadline": .day("2022-09-08"),
                "ends": .day("2023-01-01"), "targets": ["actors/iran"], "decidedBy": "actors/france",
            ]
            let words: JSON = ["source": "sources/paper", "form": "APPEARANCE_FORM_DIRECT", "text": "We reject it."]
            let doubtful: [JSON] = [
                ["name": "incidents/july", "candidate": true], ["name": "incidents/september", "candidate": true],
            ]
            try await desk.say(
                ("x", .said("ATTRIBUTES", by: "albania", about: "incidents/july", of: "iran", on: "2022-09-07")),
                (
                    "expels",
                    .said("ANNOUNCES_MEASURE", by: "albania", about: "incidents/july", on: "2022-09-06")
                        .merging(["measure": measure])
                ),
                ("no", .said("REJECTS", by: "iran", about: "statements/x").merging(["appearances": [words]])),
                ("vague", .said("REPORTS", by: "france", about: "statements/no").merging(["said": Self.month])),
                (
                    "perhaps",
                    .said("CONDEMNS", by: "france", about: [], of: ["iran"]).merging(
                        ["about": JSON(doubtful), "said": Self.until]
                    )
                ),
                ("back", .said("RETRACTS", by: "iran", about: "statements/no", on: "2022-09-12"))
            )
            try await body(desk)
        }
    }

    /// "SAID statements/x", with what is said of it.
    private static func line(_ entry: JSON) -> String {
        let event = entry.event.string.dropFirst("TIMELINE_EVENT_".count)
        let flags = (entry.retracted == true ? " retracted" : "") + (entry.candidate == true ? " candidate" : "")
        return "\(event) \(entry.name.string)\(flags)"
    }

    private static let ofTheIncident = [
        "OCCURRED incidents/july", "SAID statements/expels", "DISCLOSED incidents/july", "SAID statements/x",
        "MEASURE_EFFECTIVE statements/expels", "SAID statements/perhaps candidate",
        "MEASURE_DEADLINE statements/expels", "SAID statements/no retracted", "SAID statements/back",
        "SAID statements/vague", "MEASURE_ENDS statements/expels",
    ]

    @Test func ofAnIncident() async throws {
        try await withScene { desk in
            let entries = try await desk.timeline("incidents/july")
            #expect(entries.map(Self.line) == Self.ofTheIncident)
            #expect(entries[0].time == .day("2022-07-15") && entries[0].text == "The attack")
            #expect(entries[9].time == Self.month && entries[5].time == Self.until)
            let rejection = entries[7]
            #expect(rejection.time == .day("2022-09-11"), "of its source")
            #expect(rejection.text == "We reject it." && rejection.speaker == "actors/iran")
            #expect(rejection.kind == "STATEMENT_KIND_REJECTS")
            #expect(entries[3].targetActors == ["actors/iran"])
            #expect(entries[4].text == "expulsion" && entries[4].targetActors == ["actors/iran"])
        }
    }

    @Test func ofAnActor() async throws {
        try await withScene { desk in
            let victim = try await desk.timeline("actors/albania")
            #expect(
                victim.map(Self.line) == [
                    "OCCURRED incidents/july", "SAID statements/expels", "DISCLOSED incidents/july",
                    "SAID statements/x", "MEASURE_EFFECTIVE statements/expels", "MEASURE_DEADLINE statements/expels",
                    "MEASURE_ENDS statements/expels",
                ]
            )
            let decider = try await desk.timeline("actors/france")
            #expect(
                decider.map(Self.line) == [
                    "SAID statements/expels", "MEASURE_EFFECTIVE statements/expels", "SAID statements/perhaps",
                    "MEASURE_DEADLINE statements/expels", "SAID statements/vague", "MEASURE_ENDS statements/expels",
                ]
            )
        }
    }

    @Test func hasTwoClocks() async throws {
        try await withScene { desk in
            let eve = try await desk.timeline(
                "incidents/july",
                ["saidAsOf": "2022-09-11T23:59:59.999999999Z"]
            )
            let later = ["SAID statements/back", "SAID statements/vague"]
            #expect(
                eve.map(Self.line)
                    == Self.ofTheIncident.filter { !later.contains($0) }
                    .map { $0 == "SAID statements/no retracted" ? "SAID statements/no" : $0 }
            )
            let before: JSON = ["recordedAsOf": ["sequence": JSON("\(try await desk.sequence())")]]
            try await desk.delete(.statements, "statements/expels")
            let incident = try await desk.get(.incidents, "incidents/july")
            try await desk.update(.incidents, incident.merging(["disclosed": .null]))
            let now = try await desk.timeline("incidents/july")
            #expect(
                now.map(Self.line)
                    == Self.ofTheIncident.filter { !$0.contains("expels") && !$0.contains("DISCLOSED") }
            )
            #expect(try await desk.timeline("incidents/july", before).map(Self.line) == Self.ofTheIncident)
        }
    }

    @Test func comesInPagesOfOneMoment() async throws {
        try await withScene { desk in
            for size in 1...12 {
                let entries = try await desk.timeline("incidents/july", ["pageSize": JSON(size)])
                #expect(entries.map(Self.line) == Self.ofTheIncident, "\(size)")
            }
            let request: JSON = ["name": "incidents/july", "pageSize": 4]
            let first = try await desk.view("GetTimeline", request)
            try await desk.delete(.statements, "statements/expels")
            try await desk.say(("new", .said("REPORTS", by: "france", about: "incidents/july", on: "2000-01-01")))
            let next = request.merging(["pageToken": first.nextPageToken, "pageSize": 100])
            let rest = try await desk.view("GetTimeline", next)
            #expect((first.entries.list + rest.entries.list).map(Self.line) == Self.ofTheIncident)
            #expect(rest.sequence == first.sequence && rest.nextPageToken == .null)
            for other: JSON in [["name": "actors/iran"], ["saidAsOf": "2022-09-11T00:00:00Z"]] {
                let status = try await refusal { try await desk.view("GetTimeline", next.merging(other)) }
                #expect(status.code == .invalidArgument)
                #expect(status.fields == ["page_token"])
            }
        }
    }

    @Test func isOfAnIncidentOrAnActor() async throws {
        try await withScene { desk in
            for name in ["incidents/nothing", "actors/nobody"] {
                #expect(try await refusal { try await desk.timeline(name) }.code == .notFound)
            }
            for name in ["", "july", "statements/x", "sources/paper", "incidents/july@1"] {
                let status = try await refusal { try await desk.timeline(name) }
                #expect(status.code == .invalidArgument, "\(name)")
                #expect(status.fields == ["name"], "\(name)")
            }
        }
    }

    /// Of more incidents than one page of them holds.
    @Test func ofAFrequentVictim() async throws {
        try await withScene { desk in
            let incident: JSON = [
                "title": "T", "occurred": .day("2022-01-01"), "victims": [["actor": "actors/iran"]],
            ]
            for batch in 0..<3 {
                try await desk.createBatch(.incidents, (0..<700).map { ("v\(batch)-\($0)", incident) })
            }
            let entries = try await desk.timeline("actors/iran", ["pageSize": 1_000])
            #expect(Set(entries.filter { $0.event == "TIMELINE_EVENT_OCCURRED" }.map(\.name.string)).count == 2_100)
        }
    }
}
