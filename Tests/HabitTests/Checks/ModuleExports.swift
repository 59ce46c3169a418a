import Foundation
import TestSupport

/// A module of the server exports its entry and nothing else: two modules cannot meet in one process's symbols.
enum ModuleExports {
    /// One line for each library that exports anything else.
    static func findings(in libraries: [URL]) async throws -> [String] {
        var findings: [String] = []
        for library in libraries {
            let symbols = try await exported(by: library)
            if symbols != ["dossier_module_entry"] {
                findings.append("\(library.lastPathComponent) exports \(symbols.joined(separator: ", "))")
            }
        }
        return findings
    }

    private static func exported(by library: URL) async throws -> [String] {
        let nm = try await Command.run("nm", "-D", "--defined-only", "--extern-only", library.path)
        guard nm.status == 0 else { return ["(nm failed: \(nm.output))"] }
        return nm.output.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
    }
}
