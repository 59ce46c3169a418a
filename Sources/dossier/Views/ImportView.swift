import DossierClient
import DossierFormats
import DossierWire

/// What an import did, for people and for programs.
struct ImportView {
    let report: ImportReport
    let file: String
    let isDryRun: Bool

    /// A line for each kind, and one for all.
    var lines: [String] {
        let kinds = ResourceKind.allCases.compactMap { kind in
            report.counts[kind].map { "\(kind): \(Self.text($0, isDryRun: isDryRun))" }
        }
        return kinds + [Self.text(report.total, isDryRun: isDryRun)]
    }

    /// What was refused: where it stands, and why.
    var problems: [String] {
        report.refusals.flatMap { refusal in
            let place = refusal.resource.map { "\(file):\($0.place.line):\($0.place.column): \($0.name)" }
            let head = "\(place ?? "\(file): \(refusal.kind)"): \(refusal.status.message)"
            let violations = refusal.status.fieldViolations.map { "  \($0.field): \($0.description)" }
            return ([head] + violations).map(Terminal.clean)
        } + ["\(report.refusals.count) refused; nothing of \(later) was written"]
    }

    var json: JSONValue {
        JSONValue(
            members: Self.members(report.total) + [
                ("dryRun", .bool(isDryRun)),
                (
                    "kinds",
                    JSONValue(
                        members: ResourceKind.allCases.compactMap { kind in
                            report.counts[kind].map { ("\(kind)", JSONValue(members: Self.members($0))) }
                        }
                    )
                ), ("refused", .array(report.refusals.map(Self.refusal))),
            ]
        )
    }

    private var later: String { "that kind's batch, or after it," }

    private static func text(_ counts: ImportReport.Counts, isDryRun: Bool) -> String {
        isDryRun
            ? "would create \(counts.created), would update \(counts.updated), unchanged \(counts.unchanged)"
            : "created \(counts.created), updated \(counts.updated), unchanged \(counts.unchanged)"
    }

    private static func members(_ counts: ImportReport.Counts) -> [(String, JSONValue)] {
        [
            ("created", .number("\(counts.created)")), ("updated", .number("\(counts.updated)")),
            ("unchanged", .number("\(counts.unchanged)")),
        ]
    }

    private static func refusal(_ refusal: ImportReport.Refusal) -> JSONValue {
        JSONValue(
            members: [
                ("name", .string(refusal.resource?.name ?? "\(refusal.kind)")),
                ("line", .number("\(refusal.resource?.place.line ?? 0)")),
                ("code", .string("\(refusal.status.code)")), ("message", .string(refusal.status.message)),
            ]
        )
    }
}
