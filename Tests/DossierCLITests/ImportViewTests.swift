import DossierWire
import Testing

@testable import DossierFormats
@testable import dossier

/// What is told of an import, without a server.
@Suite struct ImportViewTests {
    @Test func allThatIsNotToldOneByOneIsCounted() {
        var report = ImportReport(tally: ImportTally(unit: "rows"))
        for _ in 0..<300 { report.remarks.note(.damaged, "row", "is not UTF-8") }
        for _ in 0..<9 { report.remarks.note(.leftOut, "row", "is no column") }
        let problems = ImportView(report: report, file: "f", isDryRun: false).problems
        #expect(problems.count == 51 && problems.last == "and 250 more; -o json names more of them")
    }

    @Test func whatIsNotProposedIsTold() {
        var report = ImportReport(tally: ImportTally(unit: "rows"))
        report.candidates.read = 7
        #expect(ImportView(report: report, file: "f", isDryRun: false).json["moreCandidates"] == .bool(false))
        report.moreCandidates = true
        let view = ImportView(report: report, file: "f", isDryRun: false)
        #expect(view.json["moreCandidates"] == .bool(true))
        #expect(
            view.lines.last?.hasSuffix("; more share a name than are proposed") == true
        )
    }
}
