import DossierClient
import DossierCore
import DossierWire

/// What of a source may leave, found by reading names, markings and references once, ahead of the export.
///
/// A resource that refers to one that does not leave stays, too, whole: cut short it would say something else, and its
/// readers could not tell. It remembers a few bytes for each resource.
struct Survey {
    /// Hashes of the names of those that leave.
    private var leaving: Set<Int> = []
    /// Why those do not leave that do not, but for the most frequent reason.
    private var reasons: [Int: Withholding] = [:]

    /// Why a resource does not leave; nil: it does.
    func withholding(_ name: String) -> Withholding? {
        passes(name) ? nil : reasons[name.hashValue] ?? .refersToWithheld
    }

    private func passes(_ name: String) -> Bool { leaving.contains(name.hashValue) }

    /// - Parameters:
    ///   - ceiling: nil: none.
    ///   - progress: told how many more have been looked at.
    static func of(
        _ source: ExportSource,
        ceiling: TLP?,
        progress: (Int) -> Void
    ) async throws(Status) -> Survey {
        var survey = Survey()
        for kind in ResourceKind.allCases {
            let fields = ["name", "tlp", "redaction"] + (ReferencePath.all[kind] ?? []).map(\.mask)
            var pages = source.pages(of: kind, fields: fields)
            var inside: [Reference] = []
            while let page = try await pages.next() {
                for resource in page { survey.look(at: resource, kind, ceiling, &inside) }
                progress(page.count)
            }
            survey.follow(inside)
        }
        return survey
    }

    /// Between two resources of one kind, by the hashes of their names.
    private struct Reference {
        let from, to: Int
    }

    private mutating func look(
        at resource: JSONValue,
        _ kind: ResourceKind,
        _ ceiling: TLP?,
        _ inside: inout [Reference]
    ) {
        let name = resource["name"]?.text ?? ""
        if let reason = Self.reason(resource, ceiling) {
            reasons[name.hashValue] = reason
            return
        }
        for other in ReferencePath.names(in: resource, kind) {
            if other.hasPrefix("\(kind)/") {
                inside.append(Reference(from: name.hashValue, to: other.hashValue))
            } else if !passes(other) {
                return
            }
        }
        leaving.insert(name.hashValue)
    }

    /// Withholds what refers to others of its kind that do not leave; again, until nothing more follows from that.
    private mutating func follow(_ references: [Reference]) {
        var isSettled = false
        while !isSettled {
            isSettled = true
            for reference in references where !leaving.contains(reference.to) {
                if leaving.remove(reference.from) != nil { isSettled = false }
            }
        }
    }

    /// Why it does not leave for what it is itself.
    private static func reason(_ resource: JSONValue, _ ceiling: TLP?) -> Withholding? {
        if resource["redaction"] != nil { return .redacted }
        guard let ceiling, TLP(of: resource) > ceiling else { return nil }
        return .aboveCeiling
    }
}
