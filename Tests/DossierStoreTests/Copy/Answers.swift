import DossierCore
import DossierStore

/// All that a store answers, as lines that can be compared.
struct Answers {
    private(set) var lines: [String] = []
    private let store: any Store

    private static let queries = [
        ("", "", ""), ("size > 0", "", "size desc"), ("about:*", "", "title"), ("", "iran", ""),
        ("title = albania OR attack", "", "name desc"), ("-title = iran", "minis*", ""),
    ]

    init(of desk: Desk) throws {
        store = desk.store
        let head = store.head
        lines.append("head \(head)")
        for clearance in TLP.allCases {
            // All for who sees all; for the others some.
            let step = clearance == .red ? 1 : 5
            for sequence in stride(from: 0, through: head.sequence, by: step) { try add(sequence, clearance) }
            try addFeeds(clearance)
        }
        try addAudit()
    }

    private mutating func add(_ sequence: UInt64, _ clearance: TLP) throws(Status) {
        var found: [String] = []
        try store.read(at: .sequence(sequence), for: clearance) { (view) throws(Status) in
            for kind in ["notes", "topics"] {
                for (filter, text, order) in Self.queries {
                    var query = Query(kind: kind, limit: 100, filter: filter, text: text, order: order)
                    query.showDeleted = filter.isEmpty
                    found.append("count \(try view.count(query))")
                    let (versions, _) = try Version.collect { (visit) throws(Status) in try view.find(query, visit) }
                    found += versions.map { "found \($0)" }
                    for version in versions where order.isEmpty && text.isEmpty {
                        found.append("got \(try view.version(kind, version.id).map { "\($0)" } ?? "none")")
                        found += try Self.history(kind, version.id, view)
                    }
                }
                for field in 0..<3 {
                    try view.tally(Query(kind: kind, limit: 100), field: field) { value, count in
                        found.append("tally \(field) \([UInt8](value)): \(count)")
                        return true
                    }
                }
            }
        }
        lines += found.map { "\(sequence) \(clearance): \($0)" }
    }

    private static func history(_ kind: String, _ id: String, _ view: any ReadTransaction) throws(Status) -> [String] {
        var versions: [Version] = []
        let bytes = [UInt8](id.utf8)
        let failure = bytes.withUnsafeBytes { bytes -> Status? in
            do throws(Status) {
                try view.history(kind: kind, id: bytes, before: nil, limit: 100) { view, _ in
                    versions.append(Version(view))
                    return true
                }
                var names: [String] = []
                try view.referrers(kind: kind, id: bytes, of: "notes", field: 2) { view, _ in
                    names.append(Version(view).id)
                    return true
                }
                if let first = versions.first {
                    var named = first
                    named.body = names.sorted().joined(separator: ",")
                    versions.append(named)
                }
            } catch { return error }
            return nil
        }
        if let failure { throw failure }
        return versions.map { "history \($0)" }
    }

    /// Cursors, too: whoever has one goes on with it in the copy.
    private mutating func addFeeds(_ clearance: TLP) throws(Status) {
        for kind in ["notes", "topics"] {
            for after in stride(from: 0, through: store.head.sequence, by: clearance == .red ? 1 : 5) {
                for filter in ["", "size > 0"] {
                    var found: [Version] = []
                    var next: [UInt8] = []
                    try store.read(at: .now, for: clearance) { (view) throws(Status) in
                        (found, _) = try Version.collect { (visit) throws(Status) in
                            next = try view.changes(Query(kind: kind, limit: 50, filter: filter), after: after, visit)
                        }
                    }
                    lines += found.map { "feed after \(after), \(clearance), \(filter): \($0)" }
                    lines.append("next \(next)")
                }
            }
        }
    }

    private mutating func addAudit() throws(Status) {
        var query = AuditQuery(limit: 100)
        repeat {
            let page = try store.audit(query)
            lines += page.entries.map { "audited \($0)" }
            query.before = page.before
        } while query.before != nil
    }

    /// Where two differ first; nil: nowhere.
    func difference(from other: Answers) -> String? {
        if let (mine, others) = zip(lines, other.lines).first(where: { $0 != $1 }) {
            return "\(mine)\nis not\n\(others)"
        }
        return lines.count == other.lines.count ? nil : "\(lines.count) lines are not \(other.lines.count)"
    }
}
