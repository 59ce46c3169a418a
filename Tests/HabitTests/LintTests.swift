import Foundation
import TestSupport
import Testing

/// `scripts/lint` is silent here, and speaks up in a copy of the project that something was done to.
@Suite struct LintTests {
    @Test(arguments: ["format", "protos", "generated", "scripts"])
    func theProjectIsClean(check: String) async throws {
        let lint = try await Command.run("scripts/lint", check)
        #expect(lint.output == "")
        #expect(lint.status == 0)
    }

    @Test(arguments: [
        ("format", "Sources/Bad.swift", "func  bad( ) { }\n"),
        ("protos", "Protos/dossier/v1/bad.proto", "syntax = \"proto3\";\npackage dossier.v1;\nmessage bad {}\n"),
        ("generated", "Sources/CDossierProtos/descriptor_sets.c", "// Written by hand.\n"),
        ("generated", "Tests/CTestProtos/wire/old.pb-c.c", "// Written by hand.\n"),
        ("scripts", "scripts/bad", "#!/usr/bin/env bash\nrm $1\n"),
    ])
    func aFaultIsFound(check: String, path: String, text: String) async throws {
        try await withTemporaryFolder { copy in
            try copyProject(to: copy)
            let clean = try await Command.run("scripts/lint", check, in: copy)
            #expect(clean.status == 0, "\(clean.output)")
            try Data(text.utf8).write(to: copy.appending(path: path))
            let lint = try await Command.run("scripts/lint", check, in: copy)
            #expect(lint.status != 0)
            #expect(lint.output.contains(URL(fileURLWithPath: path).lastPathComponent))
        }
    }

    /// As much of the project as the script looks at, but for our Swift sources.
    private func copyProject(to copy: URL) throws {
        for folder in ["Examples", "Plugins", "Sources", "Tests"] {
            try FileManager.default.createDirectory(at: copy.appending(path: folder), withIntermediateDirectories: true)
        }
        for path in [
            ".ci", ".swift-format", "Package.swift", "Protos", "Sources/CDossierProtos", "Tests/CTestProtos",
            "packaging", "scripts",
        ] {
            try FileManager.default.copyItem(at: Project.root.appending(path: path), to: copy.appending(path: path))
        }
    }
}
