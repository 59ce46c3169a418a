import Foundation
import TestSupport
import Testing

/// `search` and `list --search` on the example record.
@Suite struct SearchCommandTests {
    private func withAlbania(_ body: (CommandLineClient) async throws -> Void) async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let file = Project.root.appending(path: "Examples/albania-2022.yaml").path
            #expect(try await client.run("import", file).status == 0)
            try await body(client)
        }
    }

    @Test func findsWhateverSpeaksOfIt() async throws {
        try await withAlbania { client in
            let all = try await client.run("search", "Tirana")
            for line in [
                "incidents: 1\n  july-attack  ", "    the first time Tirana spoke about\n", "actors: 1\n  albania  ",
                "statements: 1\n  medium-notes-first-disclosure  ",
            ] {
                #expect(all.output.contains(line), "\(all.output)")
            }
            let beginning = try await client.run("search", "BASELES*")
            #expect(beginning.output.hasPrefix("statements: 1\n  iran-rejects-accusation  "), "\(beginning.output)")
            #expect(beginning.output.contains("behind the attack as “baseless”\n"), "\(beginning.output)")
            let nothing = try await client.run("search", "Tirana", "submarine")
            #expect(nothing.status == 0 && nothing.output.contains("nothing speaks of Tirana submarine"))
            let before = try await client.run("search", "Tirana", "--as-of", "18")
            #expect(before.output.contains("actors: 1") && !before.output.contains("incidents"), "\(before.output)")
            let none = try await client.run("search", "!")
            #expect(none.status == 4 && none.output.contains("  search: "), "\(none.output)")
        }
    }

    @Test func aListSearchesItsCollection() async throws {
        try await withAlbania { client in
            let statements = ["statement", "list", "--fields", "speaker", "--search"]
            let found = try await client.run(statements + ["severance relations"])
            #expect(found.output.split(separator: "\n").dropFirst() == ["rama-announces-severance  edi-rama"])
            let count = try await client.run(statements + ["Albania's", "--count"])
            #expect(Int(count.output.dropLast()).map { $0 > 3 } == true, "\(count.output)")
            let filtered = try await client.run(statements + ["embassy", "--filter", "speaker = actors/iran"])
            #expect(filtered.output.contains("no statements match"), "\(filtered.output)")
        }
    }
}
