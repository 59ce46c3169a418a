import Foundation

/// The working tree that these tests were built from.
package enum Project {
    /// Its root folder.
    package static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
            folder.deleteLastPathComponent()
            precondition(folder.path != "/", "no Package.swift above \(#filePath)")
        }
        return folder
    }()

    /// What is built, installed or written when running: no part of the project.
    private static let made: Set<String> = [".build", ".git", ".swiftpm", ".venv", "build", "dist", "var"]

    /// The text files below some of its folders (all: ""), in order of their paths.
    package static func files(below folders: String..., suffix: String = "") throws -> [SourceFile] {
        var files: [SourceFile] = []
        for folder in folders {
            let base = folder.isEmpty ? root : root.appending(path: folder)
            for path in try paths(in: base) where path.path.hasSuffix(suffix) {
                guard let text = String(bytes: try Data(contentsOf: path), encoding: .utf8) else { continue }
                files.append(SourceFile(path: String(path.path.dropFirst(root.path.count + 1)), text: text))
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    /// One file, which must be there.
    package static func file(_ path: String) throws -> SourceFile {
        SourceFile(path: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }

    private static func paths(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { !made.contains($0.lastPathComponent) && $0.lastPathComponent != "Package.resolved" }
            .flatMap { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true ? paths(in: $0) : [$0] }
    }
}
