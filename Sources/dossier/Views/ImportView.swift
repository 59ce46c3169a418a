import DossierClient
import DossierFormats
import DossierWire
import DossierYAML

/// What an import did, for people. `ImportView+JSON` is for programs.
struct ImportView {
    /// Remarks and refusals that are told one by one.
    private static let told = 50

    let report: ImportReport
    let file: String
    let isDryRun: Bool
    /// Nothing was done but reading.
    var isExamination = false

    /// A line for each kind, one for all, and what became of the file's own things.
    var lines: [String] {
        guard !isExamination else { return things + remarks }
        let kinds = ResourceKind.allCases.compactMap { kind in
            report.counts[kind].map { "\(kind): \(text($0))" }
        }
        return kinds + [text(report.total)] + candidates + things + remarks
    }

    /// What was refused, damaged, double or dangling, one by one: where it stands, and why. Then how it ended.
    var problems: [String] {
        let refusals = (report.refusals + report.candidateRefusals).map {
            "\(at($0.place)): \($0.name): \($0.status.message)"
        }
        let search = report.candidateFailure.map {
            ["not all actors that may be the same were looked for in the record: \(Terminal.clean($0.message))"]
        }
        let troubles = ImportRemark.Trouble.allCases.filter { ![.notUnderstood, .leftOut].contains($0) }
        let remarks = report.remarks.first.filter { troubles.contains($0.trouble) }
            .map { "\(at($0.place)): \(Self.words($0))" }
        let refused = report.total.refused + report.candidateRefusals.count
        let noticed = troubles.reduce(0) { $0 + report.remarks.count($1) }
        return Self.shortened(refusals, refused) + Self.shortened(remarks, noticed) + (search ?? []) + end
    }

    private var candidates: [String] {
        let counts = report.candidates
        guard counts.read > 0 || report.moreCandidates else { return [] }
        let more = report.moreCandidates ? "; more share a name than are proposed" : ""
        return ["actors that may be the same, to be confirmed or denied: \(counts.read) (\(text(counts)))\(more)"]
    }

    private var things: [String] {
        let tally = report.tally
        guard !report.remarks.isEmpty || tally.things != report.total.read else { return [] }
        let counts: [(String, Int)] =
            [("understood", tally.understood), ("part of others", tally.folded)]
            + [ImportRemark.Trouble.notUnderstood, .damaged, .duplicate].map { ($0.words, report.remarks.count($0)) }
        let parts = counts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return ["\(tally.things) \(tally.unit): \(parts)"]
    }

    private var remarks: [String] {
        report.remarks.groups.map { entry in
            "  \(entry.group.trouble.words): \(Terminal.clean(entry.group.type)), \(entry.count): "
                + Terminal.clean(entry.group.reason)
        }
    }

    private var end: [String] {
        switch report.end {
        case .complete: []
        case .failed: ["it broke off; run it again to go on"]
        case .stopped(let name, let place):
            ["stopped before \(name) (\(at(place))); what is counted is recorded, run it again to go on"]
        }
    }

    private static func words(_ remark: ImportRemark) -> String {
        let id = remark.id.isEmpty ? "" : " \(remark.id)"
        return Terminal.clean("\(remark.trouble.words): \(remark.type)\(id): \(remark.reason)")
    }

    /// - Parameter count: how many there are, with those of which there is no line.
    private static func shortened(_ lines: [String], _ count: Int) -> [String] {
        let lines = lines.prefix(told).map(Terminal.clean)
        return count > lines.count ? lines + ["and \(count - lines.count) more; -o json names more of them"] : lines
    }

    private func at(_ place: Place) -> String {
        place == .unknown ? file : "\(file):\(place.line):\(place.column)"
    }

    private func text(_ counts: ImportReport.Counts) -> String {
        let (create, update) = isDryRun ? ("would create", "would update") : ("created", "updated")
        let refused = counts.refused > 0 ? ", refused \(counts.refused)" : ""
        return "\(create) \(counts.created), \(update) \(counts.updated), unchanged \(counts.unchanged)\(refused)"
    }
}
