import Foundation

/// A folder whose files a program sees whole, and of which a power cut leaves only what the program had synced:
/// Tests/Shims/unsynced.c, built here, preloaded into it.
package struct ForgetfulDisk {
    /// What the program works on.
    package let folder: URL
    private let shadow: URL
    private let shim: URL

    /// Below a folder for everything.
    package init(in base: URL) async throws {
        folder = base.appending(path: "disk")
        shadow = base.appending(path: "shadow")
        shim = base.appending(path: "unsynced.so")
        for folder in [folder, shadow] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        let source = Project.root.appending(path: "Tests/Shims/unsynced.c")
        let built = try await Command.run("clang", "-shared", "-fPIC", "-O1", "-o", shim.path, source.path, "-ldl")
        guard built.status == 0 else { throw Failure(description: "the shim does not build: \(built.output)") }
    }

    /// What makes a program's disk a forgetful one.
    package var environment: [String: String] {
        ["LD_PRELOAD": shim.path, "UNSYNCED_FOLDER": folder.path, "UNSYNCED_SHADOW": shadow.path]
    }

    /// Takes what the folder holds as synced, before a program is started on it.
    package func powerOn() throws { try Self.replace(shadow, by: folder) }

    /// Puts in the place of the files what had been synced; the program must have been killed.
    package func cutPower() throws { try Self.replace(folder, by: shadow) }

    private static func replace(_ folder: URL, by other: URL) throws {
        let files = FileManager.default
        for file in try files.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            try files.removeItem(at: file)
        }
        for file in try files.contentsOfDirectory(at: other, includingPropertiesForKeys: nil) {
            try files.copyItem(at: file, to: folder.appending(path: file.lastPathComponent))
        }
    }

    /// The test cannot run here.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }
}
