import DossierClient
import DossierFormats
import DossierTesting
import TestSupport
import Testing

/// The example goes in once.
@Suite struct ImportTests {
    @Test func importingTwiceChangesNothing() async throws {
        let dossier = try Example.dossier()
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let first = await Importer(resources).run(dossier)
            #expect(first.refusals.isEmpty)
            #expect(first.total == counts(created: dossier.resources.count))
            let before = try await Record(reading: resources)

            let second = await Importer(resources).run(dossier)
            #expect(second.refusals.isEmpty)
            #expect(second.total == counts(unchanged: dossier.resources.count))
            let after = try await Record(reading: resources)
            #expect(after.resources == before.resources)
        }
    }

    @Test func importingAChangedFileChangesThatAlone() async throws {
        let changed = try Example.text().replacing("value: minimal", with: "value: slight")
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            _ = await Importer(resources).run(try Example.dossier())
            let dossier = try DossierFile.read(changed, name: "changed.yaml")
            let report = await Importer(resources).run(dossier)
            #expect(report.total == counts(updated: 1, unchanged: dossier.resources.count - 1))
            let record = try await Record(reading: resources)
            #expect(record.values("statements/rama-damages-minimal", FieldPath("revision")) == ["2"])
            #expect(record.values("statements/rama-damages-minimal", FieldPath("assessment.value")) == ["slight"])
        }
    }

    /// The same with the programs that people use.
    @Test func theCommandLineSaysThatNothingChanged() async throws {
        let total = try Example.dossier().resources.count
        let client = Products.folder.appending(path: "dossier").path
        try await DossierdProcess.run { server in
            let arguments = [client, "--server", "127.0.0.1:\(server.port)", "import", Example.path]
            let first = try await Command.run(arguments)
            #expect(first.status == 0)
            #expect(first.output.contains("created \(total), updated 0, unchanged 0"), "\(first.output)")
            let second = try await Command.run(arguments)
            #expect(second.status == 0)
            #expect(second.output.contains("created 0, updated 0, unchanged \(total)"), "\(second.output)")
        }
    }

    private func counts(created: Int = 0, updated: Int = 0, unchanged: Int = 0) -> ImportReport.Counts {
        var counts = ImportReport.Counts()
        (counts.created, counts.updated, counts.unchanged) = (created, updated, unchanged)
        counts.read = created + updated + unchanged
        return counts
    }
}
