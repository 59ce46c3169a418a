import DossierClient
import DossierFormats
import DossierCore
import DossierWire
import DossierYAML

extension ImportView {
    /// The whole report.
    var json: JSONValue {
        let kinds = ResourceKind.allCases.compactMap { kind in
            report.counts[kind].map { ("\(kind)", JSONValue(members: Self.members($0))) }
        }
        let failure = report.candidateFailure.map { [("candidateFailure", JSONValue(members: Self.members($0)))] }
        return JSONValue(
            members: Self.members(report.total) + [
                ("dryRun", .bool(isDryRun)), ("kinds", JSONValue(members: kinds)),
                ("candidates", JSONValue(members: Self.members(report.candidates))),
                ("moreCandidates", .bool(report.moreCandidates)), ("file", things),
                ("remarks", .array(report.remarks.groups.map { Self.group($0.group, $0.count) })),
                ("firstRemarks", .array(report.remarks.first.map(Self.remark))),
                ("refusals", .array(report.refusals.map(Self.refusal))),
                ("candidateRefusals", .array(report.candidateRefusals.map(Self.refusal))), ("end", end),
            ] + (failure ?? [])
        )
    }

    private var things: JSONValue {
        let tally = report.tally
        let troubles = ImportRemark.Trouble.allCases.map { ($0.rawValue, Self.number(report.remarks.count($0))) }
        return JSONValue(
            members: [
                ("unit", .string(tally.unit)), ("things", Self.number(tally.things)),
                ("understood", Self.number(tally.understood)), ("folded", Self.number(tally.folded)),
            ] + troubles
        )
    }

    private var end: JSONValue {
        switch report.end {
        case .complete: JSONValue(members: [("how", .string("complete"))])
        case .stopped(let name, let place):
            JSONValue(members: [("how", .string("stopped")), ("before", .string(name))] + Self.members(place))
        case .failed(let status):
            JSONValue(members: [("how", .string("failed"))] + Self.members(status))
        }
    }

    private static func members(_ counts: ImportReport.Counts) -> [(String, JSONValue)] {
        [
            ("read", number(counts.read)), ("created", number(counts.created)), ("updated", number(counts.updated)),
            ("unchanged", number(counts.unchanged)), ("refused", number(counts.refused)),
        ]
    }

    private static func group(_ group: ImportRemarks.Group, _ count: Int) -> JSONValue {
        JSONValue(members: [
            ("trouble", .string(group.trouble.rawValue)), ("type", .string(group.type)),
            ("reason", .string(group.reason)), ("count", number(count)),
        ])
    }

    private static func remark(_ remark: ImportRemark) -> JSONValue {
        JSONValue(
            members: [
                ("trouble", .string(remark.trouble.rawValue)), ("type", .string(remark.type)),
                ("reason", .string(remark.reason)), ("id", .string(remark.id)),
            ] + members(remark.place)
        )
    }

    private static func refusal(_ refusal: ImportReport.Refusal) -> JSONValue {
        JSONValue(members: [("name", .string(refusal.name))] + members(refusal.place) + members(refusal.status))
    }

    private static func members(_ place: Place) -> [(String, JSONValue)] {
        [("line", number(place.line)), ("column", number(place.column))]
    }

    private static func members(_ status: Status) -> [(String, JSONValue)] {
        [("code", .string("\(status.code)")), ("message", .string(status.message))]
    }

    private static func number(_ count: Int) -> JSONValue { .number("\(count)") }
}
