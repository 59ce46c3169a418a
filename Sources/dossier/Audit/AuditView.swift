import DossierWire

/// Entries of the audit, a row each.
struct AuditView {
    private static let shown = 3

    private(set) var table = Table(["SEQUENCE", "TIME", "SUBJECT", "METHOD", "PEER", "DID"])

    mutating func add(_ entry: JSONValue) {
        let text = { (name: String) in entry[name]?.text ?? "" }
        // All methods of the server's own begin alike.
        let method = text("method").split(separator: ".").last.map(String.init) ?? ""
        table.add([
            text("sequence"), Words.moment(entry["time"]), text("subject"),
            text("method").hasPrefix("dossier.v1.") ? method : text("method"), text("peer"), Self.deeds(entry),
        ])
    }

    /// "wrote incidents/a@2, actors/b@1 (deleted); redacted incidents/a@1: names a victim".
    private static func deeds(_ entry: JSONValue) -> String {
        let wrote = list(entry.elements("revisions"), of: entry["revisionCount"], marks: ["deleted", "redacted"])
        let redacted = list(entry.elements("redactedRevisions"), of: entry["redactedRevisionCount"], marks: [])
        let reason = (entry["reason"]?.text).map { ": \($0)" } ?? ""
        return [wrote.map { "wrote \($0)" }, redacted.map { "redacted \($0)\(reason)" }].compactMap(\.self)
            .joined(separator: "; ")
    }

    private static func list(_ revisions: [JSONValue], of count: JSONValue?, marks: [String]) -> String? {
        guard !revisions.isEmpty else { return nil }
        let names = revisions.prefix(shown).map { revision in
            let holding = marks.filter { revision[$0] == .bool(true) }
            let mark = holding.isEmpty ? "" : " (\(holding.joined(separator: ", ")))"
            return "\(revision["name"]?.text ?? "")@\(revision["revision"]?.text ?? "")\(mark)"
        }
        let more = (Int(count?.text ?? "") ?? revisions.count) - names.count
        return names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
