import Foundation
import TestSupport
import Testing

/// `make install`, as an administrator and a writer of modules meet it.
@Suite struct InstallTests {
    @Test func theInstalledServerFindsItsModules() async throws {
        let installation = try await Installation.standard()
        try await installation.serve { server in
            let status = try await installation.dossier(at: server, "status")
            #expect(status.status == 0, "\(status.output)")
            for id in ["dossier.actors", "dossier.incidents", "dossier.statements", "org.example.sightings"] {
                #expect(status.output.contains(id), "\(status.output)")
            }
        }
    }

    @Test func pkgConfigTellsWhatAModuleNeeds() async throws {
        let installation = try await Installation.standard()
        func ask(_ options: String...) async throws -> String {
            let command = try await Command.run(
                ["PKG_CONFIG_PATH=\(installation.path("lib/pkgconfig"))", "pkg-config"] + options + ["dossier-module"]
            )
            #expect(command.status == 0, "\(command.output)")
            return command.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        #expect(try await ask("--variable=moduledir") == installation.path("lib/dossier/modules"))
        #expect(try await ask("--cflags").contains("-I\(installation.path("include"))"))
        #expect(try await ask("--libs").contains("-lprotobuf-c"))
        let protos = try await ask("--variable=protodir")
        for proto in ["dossier/v1/types.proto", "google/rpc/error_details.proto"] {
            #expect(FileManager.default.fileExists(atPath: "\(protos)/\(proto)"))
        }
        // The version is the server's.
        let version = try await Command.run(installation.path("bin/dossierd"), "--version")
        #expect(try await ask("--modversion") + "\n" == version.output)
    }

    @Test func uninstallLeavesWhatOthersPutThere() async throws {
        try await withTemporaryFolder { folder in
            try await Installation.make("install", into: folder)
            let foreign = "lib/dossier/modules/foreign.so"
            try Data().write(to: folder.appending(path: foreign))
            try await Installation.make("uninstall", into: folder)
            let left = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
            #expect(Set(left) == ["lib", "lib/dossier", "lib/dossier/modules", foreign])
        }
    }
}
