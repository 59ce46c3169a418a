/// Whether a view's statements show all records, or those that its reader is cleared for: those ask for his clearance, ?6.
enum Sight {
    case unlimited
    case limited

    /// A condition on versions v of records r: he is cleared for the version, and for the record as it is now. What an
    /// older version names is another matter: see `SQLReadTransaction.mayShow`.
    var ofVersion: String { self == .unlimited ? "" : " AND v.tlp <= ?6\(ofLatest)" }

    /// A condition on records r: he is cleared for them as they are now.
    var ofLatest: String { self == .unlimited ? "" : " AND \(Self.mark(of: "r.record")) <= ?6" }

    /// What clearance a record takes now: that of its own marking, or more because of what it names.
    static func mark(of record: String) -> String {
        "max((SELECT tlp FROM versions WHERE record = \(record) ORDER BY revision DESC LIMIT 1), \(need(of: record)))"
    }

    /// What it takes because of what it names, 0 where that is no more than its own; now, or before a transaction.
    static func need(of record: String, before sequence: String? = nil) -> String {
        let until = sequence.map { " AND since < \($0)" } ?? ""
        return "coalesce((SELECT need FROM sights WHERE record = \(record)\(until) ORDER BY since DESC LIMIT 1), 0)"
    }
}
