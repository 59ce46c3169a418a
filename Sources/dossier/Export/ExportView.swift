import DossierClient
import DossierCore
import DossierFormats
import DossierWire

/// What an export did, for people and for programs.
struct ExportView {
    private let report: ExportReport
    private let ceiling: TLP?

    init(_ report: ExportReport, ceiling: TLP?) {
        self.report = report
        self.ceiling = ceiling
    }

    /// What was written, and a line for each reason why something was not.
    var lines: [String] {
        let written = ResourceKind.allCases.compactMap { kind in report.written[kind].map { "\($0) \(kind)" } }
        let what = written.isEmpty ? "nothing" : written.joined(separator: ", ")
        return ["exported \(what), as recorded at \(report.sequence)"]
            + Withholding.allCases.compactMap { reason in
                let counts = ResourceKind.allCases.compactMap { kind in
                    report.withheld[kind]?[reason].map { "\($0) \(kind)" }
                }
                return counts.isEmpty ? nil : "withheld \(counts.joined(separator: ", ")): \(words(reason))"
            }
    }

    /// The same, one object on one line.
    var json: String {
        let withheld = Withholding.allCases.map { reason in
            ("\(reason)", Self.counts { report.withheld[$0]?[reason] })
        }
        let members = [
            ("sequence", JSONValue.string("\(report.sequence)")), ("written", Self.counts { report.written[$0] }),
            ("withheld", JSONValue(members: withheld.filter { $0.1 != .object([]) })),
        ]
        return String(decoding: JSONValue(members: members).encode(), as: UTF8.self)
    }

    private func words(_ reason: Withholding) -> String {
        switch reason {
        case .aboveCeiling: "marked above TLP:\(ceiling?.name.uppercased() ?? "")"
        case .refersToWithheld: "they refer to what is withheld"
        case .redacted: "their content was taken out of the record"
        }
    }

    private static func counts(_ count: (ResourceKind) -> Int?) -> JSONValue {
        JSONValue(
            members: ResourceKind.allCases.compactMap { kind in count(kind).map { ("\(kind)", .number("\($0)")) } }
        )
    }
}
