import Foundation

/// What was built together with the running test program.
package enum Products {
    /// The folder of them.
    package static let folder: URL = {
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: program ?? CommandLine.arguments[0]).deletingLastPathComponent()
    }()

    /// The modules of the server.
    package static func modules() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasPrefix("libdossier-") && $0.pathExtension == "so" }
    }
}
