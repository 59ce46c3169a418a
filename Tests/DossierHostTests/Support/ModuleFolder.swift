import Foundation
import TestSupport

/// A folder of modules that come and go.
struct ModuleFolder {
    let url: URL

    /// Holds these test modules.
    static func with<Result>(_ sources: String..., body: (ModuleFolder) async throws -> Result) async throws -> Result {
        try await withTemporaryFolder { url in
            let folder = ModuleFolder(url: url)
            for source in sources { try await folder.add(source) }
            return try await body(folder)
        }
    }

    /// Those that are to be served, in the order of their names.
    var libraries: [URL] {
        get throws {
            try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "so" }.sorted { $0.path < $1.path }
        }
    }

    /// Puts a test module in, in the place of one of that name.
    func add(_ source: String, _ definitions: String...) async throws {
        let library = try await TestModule.build(source, definitions)
        let file = url.appending(path: "\(source).so")
        let fresh = url.appending(path: "\(source).new")
        try FileManager.default.copyItem(at: library, to: fresh)
        guard rename(fresh.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func disable(_ source: String) throws { try move("\(source).so", "\(source).so.disabled") }
    func enable(_ source: String) throws { try move("\(source).so.disabled", "\(source).so") }

    private func move(_ name: String, _ other: String) throws {
        try FileManager.default.moveItem(at: url.appending(path: name), to: url.appending(path: other))
    }
}
