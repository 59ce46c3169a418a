import DossierCore
import DossierWire
import Foundation
import TestSupport

/// Descriptor sets of protoc's own making.
enum Protoc {
    struct Failure: Error { var output: String }

    /// The encoded set of some files and all that they import.
    static func set(_ files: [String], below folders: [URL], _ options: [String] = []) async throws -> [UInt8] {
        try await withTemporaryFolder { temporary in
            let out = temporary.appending(path: "set")
            let command = try await Command.run(
                ["protoc", "--include_imports", "--descriptor_set_out=\(out.path)"] + folders.map { "-I\($0.path)" }
                    + options + files
            )
            guard command.status == 0 else { throw Failure(output: command.output) }
            return [UInt8](try Data(contentsOf: out))
        }
    }

    /// The set of one file that stands here.
    static func set(of text: String, _ options: String...) async throws -> [UInt8] {
        try await withTemporaryFolder { folder in
            try Data(text.utf8).write(to: folder.appending(path: "file.proto"))
            return try await set(["file.proto"], below: [folder], options)
        }
    }

    /// The set of Tests/CTestProtos.
    static func testProtos() async throws -> [UInt8] {
        let folder = Project.root.appending(path: "Tests/CTestProtos")
        return try await set(["wire/kinds.proto", "wire/old.proto"], below: [folder])
    }
}
