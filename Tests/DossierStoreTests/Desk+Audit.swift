import DossierCore
import DossierStore

extension Desk {
    /// Redacts revisions of a record, and waits.
    /// - Returns: those that were.
    @discardableResult
    func redact(
        _ kind: String = "notes",
        _ id: String,
        _ revisions: [UInt64] = [],
        reason: String = "leaked",
        author: String = "max"
    ) throws -> [UInt64] {
        let redaction = Redaction(kind: kind, id: [UInt8](id.utf8), revisions: revisions, reason: reason)
        let outcome = try write(author: author) { (transaction) throws(Status) in
            try transaction.redact(redaction).map { UInt8($0) }
        }
        return outcome.reply.map(UInt64.init)
    }

    /// The sequences of all entries that a query finds, page by page.
    func audited(_ page: Int = 100, _ change: (inout AuditQuery) -> Void = { _ in }) throws -> [UInt64] {
        var query = AuditQuery(limit: page)
        change(&query)
        var sequences: [UInt64] = []
        repeat {
            let page = try store.audit(query)
            sequences += page.entries.map(\.moment.sequence)
            query.before = page.before
        } while query.before != nil
        return sequences
    }
}
