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

    /// Every line of the first example is a command that the parser takes.
    @Test func everyCommandShownIsUnderstood() throws {
        let document = try Project.file("docs/client.md").text
        let lines = document.split(separator: "\n").filter { $0.hasPrefix("    dossier ") && !$0.contains("[") }
        #expect(lines.count > 8)
        for line in lines where !line.contains("'") && !line.contains("--generate") {
            let command = line.split(separator: "   ", omittingEmptySubsequences: true)[0]
            let words = command.replacing("\"An outage\"", with: "x").split(separator: " ").dropFirst().map(String.init)
            #expect(throws: Never.self, "\(command)") { try Dossier.parseAsRoot(words) }
        }
    }
}
