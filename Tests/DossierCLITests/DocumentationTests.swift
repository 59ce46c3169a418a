import TestSupport
import Testing

@testable import dossier

/// docs/client.md says what holds.
@Suite struct DocumentationTests {
    @Test func everyExitStatusIsDocumented() throws {
        let document = try Project.file("docs/client.md").text
        for status in ExitStatus.allCases {
            #expect(document.contains("\n| \(status.rawValue) | "), "\(status)")
        }
        for line in ExitStatus.help.split(separator: "\n").dropFirst(2) {
            let words = line.drop { " 0123456789".contains($0) }
            #expect(document.contains(words), "\(words)")
        }
    }

    /// Every line of the examples is a command that the parser takes.
    @Test func everyCommandShownIsUnderstood() throws {
        let document = try Project.file("docs/client.md").text
        let lines = document.split(separator: "\n").filter {
            $0.hasPrefix("    dossier ") && !$0.contains("[-o") && !$0.contains("--generate")
        }
        #expect(lines.count > 20)
        for line in lines {
            let command = line.trimmingPrefix("    ").split(separator: "   ", omittingEmptySubsequences: true)[0]
            let words = Self.words(command).dropFirst()
            #expect(throws: Never.self, "\(command)") { try Dossier.parseAsRoot(Array(words)) }
        }
    }

    /// As a shell splits a line: quotes hold together.
    private static func words(_ line: Substring) -> [String] {
        line.matches(of: /'([^']*)'|"([^"]*)"|([^\s'"]+)/).map { String($0.1 ?? $0.2 ?? $0.3 ?? "") }
    }
}
