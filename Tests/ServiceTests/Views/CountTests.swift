import DossierCore
import Testing

/// How many statements there are, by what.
struct CountTests {
    private func withScene(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open(actors: ["a", "b", "c"], incidents: ["july"]) { desk in
            try await desk.say(
                ("one", .said("ATTRIBUTES", by: "b", about: "incidents/july", of: "c", on: "2022-09-30")),
                ("two", .said("ATTRIBUTES", by: "a", about: "incidents/july", of: "c", on: "2022-10-01")),
                ("three", .said("REPORTS", by: "a", about: "incidents/july", on: "1969-12-31")),
                ("four", .said("DENIES", by: "c", about: "incidents/july", on: "2022-10-31")),
                ("five", .said("REPORTS", by: "b", about: "incidents/july")),
                ("six", .said("REPORTS", by: "b", about: "incidents/july", on: "2022-10-15"))
            )
            try await body(desk)
        }
    }

    private static func lines(_ counts: [JSON]) -> [String] {
        counts.map { "\($0.key.string) \($0["count"].integer)" }
    }

    @Test func isByKindSpeakerOrMonth() async throws {
        try await withScene { desk in
            let expected = [
                "KIND": ["REPORTS 3", "ATTRIBUTES 2", "DENIES 1"],
                "SPEAKER": ["actors/b 3", "actors/a 2", "actors/c 1"],
                "MONTH": ["1969-12 1", "2022-09 1", "2022-10 3"],
            ]
            for (group, lines) in expected {
                let counts = try await desk.counts(by: group)
                #expect(Self.lines(counts) == lines)
            }
        }
    }

    @Test func isOfAFilterAndAMoment() async throws {
        try await withScene { desk in
            let reports: JSON = ["filter": "kind = REPORTS"]
            #expect(Self.lines(try await desk.counts(by: "SPEAKER", reports)) == ["actors/b 2", "actors/a 1"])
            #expect(try await desk.counts(by: "KIND", ["filter": "speaker = \"actors/nobody\""]) == [])
            let before: JSON = ["recordedAsOf": ["sequence": JSON("\(try await desk.sequence())")]]
            try await desk.delete(.statements, "statements/six")
            #expect(Self.lines(try await desk.counts(by: "SPEAKER")) == ["actors/a 2", "actors/b 2", "actors/c 1"])
            #expect(Self.lines(try await desk.counts(by: "KIND", before)) == ["REPORTS 3", "ATTRIBUTES 2", "DENIES 1"])
        }
    }

    /// A statement is in one group of each, but for one without a time in none of the months.
    @Test func addsUpToTheListing() async throws {
        try await withScene { desk in
            for filter in [
                "", "kind = REPORTS", "said.latest >= \"2022-10-01T00:00:00Z\"", "NOT speaker = \"actors/a\"",
            ] {
                let request: JSON = ["filter": JSON(filter)]
                func total(_ filter: String) async throws -> Int {
                    let listing: JSON = ["filter": JSON(filter), "returnTotalSize": true, "pageSize": 1]
                    return try await desk.list(.statements, listing).totalSize.integer
                }
                for group in ["KIND", "SPEAKER"] {
                    let counts = try await desk.counts(by: group, request)
                    #expect(counts.reduce(0) { $0 + $1["count"].integer } == (try await total(filter)), "\(filter)")
                }
                let months = try await desk.counts(by: "MONTH", request).reduce(0) { $0 + $1["count"].integer }
                let dated = filter.isEmpty ? "said.latest:*" : "(\(filter)) AND said.latest:*"
                #expect(months == (try await total(dated)), "\(filter)")
            }
        }
    }

    @Test func saysWhatIsWrong() async throws {
        try await withScene { desk in
            let wrong: [(JSON, String)] = [
                ([:], "by"), (["filter": "kind = REPORTS"], "by"),
                (["by": "COUNT_BY_KIND", "filter": "kind ="], "filter"),
                (["by": "COUNT_BY_KIND", "filter": "nothing = 1"], "filter"),
                (["by": "COUNT_BY_KIND", "recordedAsOf": ["sequence": "0"]], "recorded_as_of.sequence"),
            ]
            for (request, field) in wrong {
                let status = try await refusal { try await desk.view("CountStatements", request) }
                #expect(status.code == .invalidArgument, "\(request)")
                #expect(status.fields == [field], "\(request)")
            }
        }
    }
}
