import DossierWire
import Testing

@testable import DossierFormats
@testable import dossier

/// What is told of an import, without a server.
@Suite struct ImportViewTests {
    @Test func whatIsNotProposedIsTold() {
        var report = ImportReport(tally: ImportTally(unit: "rows"))
        report.candidates.read = 7
        #expect(ImportView(report: report, file: "f", isDryRun: false).json["moreCandidates"] == .bool(false))
        report.moreCandidates = true
        let view = ImportView(report: report, file: "f", isDryRun: false)
        #expect(view.json["moreCandidates"] == .bool(true))
        #expect(
            view.lines.last?.hasSuffix("; more share a name: the first in the order of the file are proposed") == true
        )
    }
}
