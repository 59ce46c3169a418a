import TestSupport
import Testing

/// Settling what a statement is about.
@Suite struct ResolveCommandTests {
    private static let example = Project.root.appending(path: "Examples/albania-2022.yaml").path

    @Test func aReferentIsSettledAndTheFormerStaysInTheHistory() async throws {
        try await DossierdProcess.run { server in
            let run = try await CommandLineClient(server).shell(
                """
                set -e
                "$dossier" import '\(Self.example)' >/dev/null
                "$dossier" resolve iran-rejects-accusation --about july-attack --validate-only
                "$dossier" resolve iran-rejects-accusation --about july-attack --request-id one
                "$dossier" resolve iran-rejects-accusation --about incidents/july-attack --request-id one
                "$dossier" statement get iran-rejects-accusation --fields about
                "$dossier" statement get iran-rejects-accusation@1 --fields about
                "$dossier" statement history iran-rejects-accusation
                "$dossier" -o json resolve us-sanctions --about july-attack --about september-attack
                """
            )
            let lines = run.output.split(separator: "\n").map(String.init)
            let name = "statements/iran-rejects-accusation"
            #expect(
                lines.prefix(7).map { $0.replacing(/etag .*/, with: "") } == [
                    name, "  before      incidents/july-attack?, incidents/september-attack?",
                    "  after       incidents/july-attack", "\(name) would be resolved; nothing was written", name,
                    "  before      incidents/july-attack?, incidents/september-attack?",
                    "  after       incidents/july-attack",
                ],
                "\(run.output)"
            )
            #expect(lines.contains { $0.hasPrefix("\(name) resolved, revision 2, etag ") }, "\(run.output)")
            #expect(lines.contains("what it was before stays: dossier statement history iran-rejects-accusation"))
            #expect(lines.contains("\(name) is about incidents/july-attack already; nothing was written"))
            #expect(run.output.contains("iran-rejects-accusation@2  ") && !run.output.contains("accusation@3"))
            #expect(lines.last?.contains("candidate") == false && lines.last?.contains("\"revision\":\"2\"") == true)
        }
    }

    @Test func whatCannotBeSettledIsRefused() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            _ = try await client.run("import", Self.example)
            let other = try await client.run("resolve", "us-sanctions", "--about", "actors/iran")
            #expect(other.status == 4, "\(other.output)")
            #expect(other.output.contains("it is about incidents/july-attack?, incidents/september-attack?"))
            let plain = try await client.run("resolve", "rama-announces-severance", "--about", "july-attack")
            #expect(plain.status == 5 && plain.output.contains("is not ambiguous"), "\(plain.output)")
            let none = try await client.run("resolve", "us-sanctions")
            #expect(none.status == 2, "\(none.output)")
            let missing = try await client.run("resolve", "nothing", "--about", "july-attack")
            #expect(missing.status == 3, "\(missing.output)")
        }
    }
}
