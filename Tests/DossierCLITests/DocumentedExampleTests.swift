import Foundation
import TestSupport
import Testing

/// Documents whose every example is run, one after the other on the example record, and says what it says there.
@Suite struct DocumentedExampleTests {
    /// What a document calls by its usual name and at its usual address is here and elsewhere.
    private static let shell = """
        dossier() { "$dossier" "$@"; }
        buf() { command buf "${@/127.0.0.1:7420/$DOSSIER_SERVER}"; }
        """

    @Test(arguments: [
        ("README.md", 2), ("docs/api.md", 20), ("docs/filter.md", 20), ("docs/clients.md", 5), ("docs/export.md", 2),
    ])
    func everyExampleIsAnsweredAsItSays(path: String, atLeast count: Int) async throws {
        let examples = try Self.examples(in: Project.file(path).text)
        #expect(examples.count >= count)
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let file = Project.root.appending(path: "Examples/albania-2022.yaml").path
            #expect(try await client.run("import", file).status == 0)
            for example in examples {
                let run = try await client.shell("\(Self.shell)\n\(example.command)")
                let isAsShown = Self.matches(run.output, example.reply)
                #expect(isAsShown, "\(example.command)\nis answered\n\(run.output)\nnot\n\(example.reply)")
            }
        }
    }

    @Test(arguments: [
        (#"{"a":"1","b":[{"c":2}]}"#, "{\"a\": \"1\",\n \"b\": [{...}]}", true), ("abc", "a...c", true),
        ("abc", "...", true), ("abc", "abc", true), ("abc", "ab", false), ("abc", "...b", false),
        ("abc", "a...b", false), ("aXbXc", "a...X...X...c", true), ("aXc", "a...X...X...c", false),
    ])
    func dotsStandForAnything(output: String, reply: String, isMatch: Bool) {
        #expect(Self.matches(output, reply) == isMatch)
    }

    private struct Example {
        var command: String
        var reply = ""
    }

    /// In blocks of `console`, "$ " begins a command, which goes on while a quote is open.
    private static func examples(in document: String) -> [Example] {
        var examples: [Example] = []
        for block in document.matches(of: /```console\n((?:.*\n)*?)```/).map(\.1) {
            for line in block.split(separator: "\n") {
                if line.hasPrefix("$ ") {
                    examples.append(Example(command: String(line.dropFirst(2))))
                } else if !examples.isEmpty {
                    var example = examples.removeLast()
                    let isOpen = example.command.count { $0 == "'" } == 1
                    if isOpen { example.command += "\n\(line)" } else { example.reply += "\(line)\n" }
                    examples.append(example)
                }
            }
        }
        return examples
    }

    /// Spaces do not count, and "..." is anything.
    private static func matches(_ output: String, _ reply: String) -> Bool {
        var rest = Substring(output.filter { !$0.isWhitespace })
        let parts = reply.filter { !$0.isWhitespace }.split(separator: "...", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return rest == parts.first ?? "" }
        guard rest.hasPrefix(parts[0]) else { return false }
        rest = rest.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}
