import Foundation
import TestSupport

/// Links between the project's documents lead somewhere.
enum DocumentLinks {
    /// One line for each relative link to a file that is not there, below a root folder.
    static func findings(in documents: [SourceFile], root: URL = Project.root) -> [String] {
        documents.flatMap { document in
            let folder = root.appending(path: document.path).deletingLastPathComponent()
            return document.findings(inLinesWith: ["]("]) { line in
                let broken = targets(of: line).filter { target in
                    !FileManager.default.fileExists(atPath: folder.appending(path: target).path)
                }
                return broken.isEmpty ? nil : "no \(broken.joined(separator: ", "))"
            }
        }
    }

    /// The paths in a line's links, without addresses and places in the same document.
    private static func targets(of line: Substring) -> [String] {
        line.matches(of: /\]\(([^)\s#]+)[^)]*\)/).map { String($0.1) }.filter { !$0.contains("://") }
    }
}
