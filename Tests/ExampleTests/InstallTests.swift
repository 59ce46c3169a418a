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

    @Test func theInstalledProgramsNeedNoToolchain() async throws {
        let installation = try await Installation.standard()
        let programs = ["bin/dossier", "bin/dossierd"] + (try installation.modules.map { "lib/dossier/modules/\($0)" })
        let loaded = try await Command.run(["ldd"] + programs.map(installation.path))
        let runtime = loaded.output.split(separator: "\n").filter { $0.contains("libswift") }
        #expect(runtime.count > programs.count)
        for line in runtime {
            #expect(line.contains("=> \(installation.prefix.path)/"), "\(line)")
        }
    }

    @Test func theUnitStartsWhatIsInstalled() async throws {
        let installation = try await Installation.standard()
        let settings = installation.path("etc/dossier/dossierd.yaml")
        let unit = try String(contentsOfFile: installation.path("lib/systemd/system/dossierd.service"), encoding: .utf8)
        #expect(unit.contains("\nExecStart=\(installation.path("bin/dossierd")) --config \(settings)\n"))
        let printed = try await Command.run(installation.path("bin/dossierd"), "--config", settings, "--print-config")
        #expect(printed.status == 0, "\(printed.output)")
        #expect(printed.output.contains("store: \"sqlite:/var/lib/dossier/record.db\""), "\(printed.output)")
    }

    @Test func theManualsAreWellFormed() async throws {
        let installation = try await Installation.standard()
        var pages: [String] = []
        for section in ["man1", "man8"] {
            let folder = installation.path("share/man/\(section)")
            pages += try FileManager.default.contentsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }
        }
        let lint = try await Command.run(["mandoc", "-T", "lint", "-W", "warning"] + pages)
        #expect(lint.status == 0, "\(lint.output)")
        let names = Set(pages.map { URL(fileURLWithPath: $0).lastPathComponent })
        #expect(
            names.isSuperset(of: ["dossier.1", "dossier-incident-list.1", "dossierd.8", "dossierd-token-create.8"])
        )
        let page = try await Command.run("mandoc", "-T", "ascii", installation.path("share/man/man1/dossier-import.1"))
        let text = page.output.replacing(/.\u{8}/, with: "")
        #expect(text.contains("--dry-run\n             Compare only; say what would be done."), "\(text)")
    }

    @Test func bashCompletesCommands() async throws {
        let installation = try await Installation.standard()
        let completed = try await Command.run(
            "bash",
            "-c",
            """
            . '\(installation.path("share/bash-completion/completions/dossier"))'
            COMP_WORDS=(dossier imp) COMP_CWORD=1 COMP_LINE="dossier imp" COMP_POINT=11
            _dossier dossier imp dossier
            echo "${COMPREPLY[@]}"
            """
        )
        #expect(completed.output == "import\n")
    }

    @Test func whatAnAdministratorHasSetStays() async throws {
        try await withTemporaryFolder { folder in
            try await Installation.make("install", into: folder)
            let settings = folder.appending(path: "etc/dossier/dossierd.yaml")
            let changed = Data("grace: 5\n".utf8)
            try changed.write(to: settings)
            try await Installation.make("install", into: folder)
            #expect(try Data(contentsOf: settings) == changed)
            try await Installation.make("uninstall", into: folder)
            #expect(try Data(contentsOf: settings) == changed)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["etc"])
        }
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
