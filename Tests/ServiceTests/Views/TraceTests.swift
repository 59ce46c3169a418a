import DossierCore
import Testing

/// What a statement answers, and what answers it.
struct TraceTests {
    private func withScene(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open(actors: ["a", "b", "c"], incidents: ["july", "september"], body)
    }

    /// "-1 x on incidents/july", with "?" where it is one of several, and the kind of what is reached.
    private static func lines(_ trace: JSON) -> [String] {
        trace.steps.list.map { step in
            let doubt = step.candidate == true ? "? " : " "
            let kind = step.reached.kind.string.dropFirst("STATEMENT_KIND_".count)
            let reached = step.reached == .null ? "" : ": \(step.reached.name.string) \(kind)"
            return "\(step.distance.integer)\(doubt)\(step.statement.string) on \(step.answers.string)\(reached)"
        }
    }

    private static func statement(_ id: String) -> String { "statements/\(id)" }

    @Test func goesBothWays() async throws {
        try await withScene { desk in
            let doubtful: [JSON] = [
                ["name": "statements/x", "candidate": true], ["name": "incidents/september", "candidate": true],
            ]
            try await desk.say(
                ("x", .said("ATTRIBUTES", by: "a", about: "incidents/july", of: "b", on: "2022-09-07")),
                ("no", .said("REJECTS", by: "b", about: []).merging(["about": JSON(doubtful)])),
                ("doubts", .said("DOUBTS", by: "c", about: "statements/no", "actors/b", on: "2022-09-09")),
                ("early", .said("REPORTS", by: "c", about: "statements/no", on: "2022-09-08")),
                ("last", .said("REPORTS", by: "a", about: "statements/doubts"))
            )
            let trace = try await desk.trace("statements/no")
            #expect(
                Self.lines(trace) == [
                    "-1? statements/no on statements/x: statements/x ATTRIBUTES",
                    "-1? statements/no on incidents/september",
                    "1 statements/early on statements/no: statements/early REPORTS",
                    "1 statements/doubts on statements/no: statements/doubts DOUBTS",
                    "-2 statements/x on incidents/july",
                    "2 statements/last on statements/doubts: statements/last REPORTS",
                ]
            )
            #expect(trace.statement.name == "statements/no" && trace.statement.speaker == "actors/b")
            #expect(trace.steps[0].reached.said == .day("2022-09-07"))
            #expect(trace.steps[0].reached.targetActors == ["actors/b"])
            #expect(trace.truncated == .null)
            #expect(trace.sequence.integer == (try await desk.sequence()))
        }
    }

    @Test func isAsOfAMoment() async throws {
        try await withScene { desk in
            try await desk.say(
                ("x", .said("CLAIMS", by: "a", about: "incidents/july")),
                ("no", .said("DENIES", by: "b", about: "statements/x"))
            )
            let moment: JSON = ["recordedAsOf": ["sequence": JSON("\(try await desk.sequence())")]]
            let then = try await desk.trace("statements/x")
            try await desk.delete(.statements, "statements/no")
            #expect(Self.lines(try await desk.trace("statements/x")) == ["-1 statements/x on incidents/july"])
            #expect(try await desk.trace("statements/x", moment) == then)
            #expect(try await refusal { try await desk.trace("statements/no") }.code == .notFound)
            #expect(Self.lines(try await desk.trace("statements/no", moment)).count == 2)
        }
    }

    @Test func circlesEnd() async throws {
        try await withScene { desk in
            let ids = ["p", "q", "r"]
            try await desk.createBatch(
                .statements,
                ids.enumerated().map { ($1, .said("REPORTS", by: "a", about: Self.statement(ids[($0 + 1) % 3]))) }
            )
            let trace = try await desk.trace("statements/p")
            #expect(trace.steps.list.map(\.distance.integer) == [-1, 1, -2, 2, -3, 3])
            #expect(trace.truncated == .null)
        }
    }

    @Test func longChainsAreCut() async throws {
        try await withScene { desk in
            let count = Limits.answerSteps + 2
            let chain = (0..<count).map { place -> (id: String, fields: JSON) in
                let answered = place == 0 ? "incidents/july" : Self.statement("s\(place - 1)")
                return ("s\(place)", .said("REPORTS", by: "a", about: answered))
            }
            try await desk.createBatch(.statements, chain)
            for (id, isCut) in [
                ("s0", true), ("s1", false), ("s\(Limits.answerSteps - 1)", false), ("s\(count - 1)", true),
            ] {
                let trace = try await desk.trace(Self.statement(id))
                #expect((trace.truncated == true) == isCut, "\(id)")
                let distances = trace.steps.list.map(\.distance.integer)
                #expect(distances.allSatisfy { abs($0) <= Limits.answerSteps })
                #expect(distances == distances.sorted { (abs($0), $0) < (abs($1), $1) })
            }
        }
    }

    @Test func isOfAStatement() async throws {
        try await withScene { desk in
            #expect(try await refusal { try await desk.trace("statements/nothing") }.code == .notFound)
            for name in ["", "x", "incidents/july", "statements/x@1"] {
                let status = try await refusal { try await desk.trace(name) }
                #expect(status.code == .invalidArgument, "\(name)")
                #expect(status.fields == ["name"], "\(name)")
            }
        }
    }
}
