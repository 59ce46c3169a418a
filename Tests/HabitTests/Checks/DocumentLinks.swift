import Foundation
import TestSupport

/// Links between the project's documents lead somewhere.
enum DocumentLinks {
    /// One line for each relative link to a file that is not there, below a root folder, or to a heading that is in none of
    /// these documents.
    static func findings(in documents: [SourceFile], root: URL = Project.root) -> [String] {
        let anchors = Dictionary(uniqueKeysWithValues: documents.map { ($0.path, HeadingAnchors.of($0)) })
        return documents.flatMap { document in
            let folder = root.appending(path: document.path).deletingLastPathComponent()
            return document.findings(inLinesWith: ["]("]) { line in
                let broken = links(in: line).filter { file, anchor in
                    let target = file.isEmpty ? root.appending(path: document.path) : folder.appending(path: file)
                    let path = target.standardizedFileURL.path.dropFirst(root.standardizedFileURL.path.count + 1)
                    guard let known = anchors[String(path)] else {
                        return !FileManager.default.fileExists(atPath: target.path)
                    }
                    return anchor.map { !known.contains(String($0)) } ?? false
                }
                let names = broken.map { file, anchor in anchor.map { "\(file)#\($0)" } ?? String(file) }
                return names.isEmpty ? nil : "no \(names.joined(separator: ", "))"
            }
        }
    }

    /// The paths in a line's links, empty for the same document, and the places there; without addresses.
    private static func links(in line: Substring) -> [(file: Substring, anchor: Substring?)] {
        line.matches(of: /\]\(([^)\s#]*)(?:#([^)\s]*))?[^)]*\)/).map { ($0.1, $0.2) }
            .filter { !$0.0.contains("://") }
    }
}
