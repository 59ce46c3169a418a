import DossierClient
import DossierFormats
import Foundation
import Testing

/// The example of docs/dossier-file.md.
enum DocumentedExample {
    static func yaml() throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let document = try String(contentsOf: root.appending(path: "docs/dossier-file.md"), encoding: .utf8)
        let match = try #require(document.firstMatch(of: /```yaml\n(?<text>(?s:.*?))```/))
        return String(match.text)
    }

    static func dossier() throws -> Dossier { try DossierFile.read(yaml(), name: "docs/dossier-file.md") }
}
