import DossierClient
import DossierCore
import DossierFormats
import DossierTesting
import DossierWire
import Testing

/// The example's timeline and chains of answers.
@Suite struct ViewTests {
    /// Of July, all that was said about it, and what was done: by the last day that each can mean. What has none, as a
    /// dataset that goes on, comes by the day that it was recorded.
    @Test func theTimelineOfTheJulyAttack() async throws {
        let timeline = try await Self.view("GetTimeline", "incidents/july-attack")
        let lines = Self.elements(timeline["entries"]).map { entry in
            let day = Self.text(entry["time"]?["latest"] ?? entry["time"]?["earliest"]).prefix(10)
            let event = Self.text(entry["event"]).dropFirst("TIMELINE_EVENT_".count).lowercased()
            let doubt = entry["candidate"] == nil ? "" : "?"
            return "\(day) \(event) \(Self.text(entry["name"]))\(doubt)"
        }
        #expect(
            lines == [
                "2022-07-15 occurred incidents/july-attack",
                "2022-09-07 disclosed incidents/july-attack",
                "2022-09-07 said statements/rama-accuses-iran",
                "2022-09-07 said statements/rama-announces-expulsion",
                "2022-09-07 said statements/rama-announces-severance",
                "2022-09-07 said statements/rama-damages-minimal",
                "2022-09-07 said statements/rama-nothing-wiped",
                "2022-09-07 said statements/rama-purpose-failed",
                "2022-09-07 said statements/rama-systems-back",
                "2022-09-07 measure_effective statements/rama-announces-expulsion",
                "2022-09-07 measure_effective statements/rama-announces-severance",
                "2022-09-08 measure_deadline statements/rama-announces-expulsion",
                "2022-09-09 said statements/us-sanctions?",
                "2022-09-09 measure_effective statements/us-sanctions?",
                "2022-09-10 said statements/allies-condemn-aggressors",
                "2022-09-10 said statements/iran-rejects-accusation?",
                "2022-09-10 said statements/iran-rejects-severance",
                "2022-09-10 said statements/iran-accuses-us",
                "2022-09-10 said statements/rama-links-attacks",
                "2022-09-10 said statements/rama-reports-condemnation",
                "2022-09-10 said statements/medium-gives-reason-for-sanctions",
                "2022-09-10 said statements/medium-gives-reason-for-severance",
                "2022-09-10 said statements/medium-notes-first-disclosure",
                "2022-09-10 said statements/ministry-links-attacks",
                "2024-10-31 said statements/attack-records-wiper",
                "2023-03-30 said statements/eurepoc-records-data-loss",
                "2023-03-30 said statements/eurepoc-records-outage",
                "2023-03-30 said statements/eurepoc-rates-impact",
            ]
        )
    }

    /// Accused, Albania's measure is rejected, and the accusation answered by another (H6).
    @Test func theChainOfAnswers() async throws {
        let rejection = try await Self.view("TraceStatement", "statements/iran-rejects-severance")
        #expect(
            Self.steps(rejection) == [
                "-1 statements/iran-rejects-severance on statements/rama-announces-severance",
                "-2 statements/rama-announces-severance on incidents/july-attack",
                "-2 statements/rama-announces-severance on statements/rama-accuses-iran",
                "-3 statements/rama-accuses-iran on incidents/july-attack",
            ]
        )
        let sanctions = try await Self.view("TraceStatement", "statements/us-sanctions")
        #expect(
            Self.steps(sanctions) == [
                "-1 statements/us-sanctions on incidents/july-attack?",
                "-1 statements/us-sanctions on incidents/september-attack?",
                "1 statements/iran-accuses-us on statements/us-sanctions",
                "1 statements/medium-gives-reason-for-sanctions on statements/us-sanctions",
            ]
        )
    }

    private static func steps(_ trace: JSONValue) -> [String] {
        elements(trace["steps"]).map { step in
            guard case .number(let distance)? = step["distance"] else { return "" }
            let doubt = step["candidate"] == nil ? "" : "?"
            return "\(distance) \(text(step["statement"])) on \(text(step["answers"]))\(doubt)"
        }
    }

    private static func view(_ method: String, _ name: String) async throws -> JSONValue {
        try await TestServer.run { server in
            let client = try await server.connect()
            _ = await Importer(Resources(client)).run(try Example.dossier())
            let method = try ServiceMethod.standard(try MethodName("dossier.v1.Statements/\(method)"))
            return try await client.call(method, .object([.init("name", .string(name))]))
        }
    }

    private static func elements(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let elements)? = value { elements } else { [] }
    }

    private static func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "" }
    }
}
