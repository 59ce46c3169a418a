import CDossierProtos
import CProtobufC
import DossierCore
import DossierStore
import ModuleKit

/// ListAuditEntries: the record's transactions, newest first.
enum AuditMethod {
    static func method(_ host: Host) -> Method {
        .reading("ListAuditEntries", role: "admin") { [unowned host] call, request throws(Interrupt) in
            // It names every record, whoever may see it.
            guard call.seesAll else { throw .notCleared(for: "the audit") }
            let request = UnsafeRawPointer(request)
            let query = try query(request)
            let page = try Interrupt.catching { () throws(Status) in try host.store.audit(query) }
            encode(page, after: request).withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    private static let paging = Paging(
        dossier__v1__list_audit_entries_request__type(),
        dossier__v1__list_audit_entries_response__type()
    )

    private static func query(_ request: UnsafeRawPointer) throws(Interrupt) -> AuditQuery {
        let fields = request.assumingMemoryBound(to: Dossier__V1__ListAuditEntriesRequest.self).pointee
        var query = AuditQuery(limit: try paging.size(request))
        let name = String(cString: fields.name)
        if !name.isEmpty { query.record = try AuditedName.parse(name, field: "name") }
        let subject = String(cString: fields.subject)
        if !subject.isEmpty { query.author = subject }
        query.start = try time(fields.start_time, field: "start_time")
        query.end = try time(fields.end_time, field: "end_time")
        query.before = try paging.token(request)?.sequence
        return query
    }

    private static func time(
        _ time: UnsafeMutablePointer<Google__Protobuf__Timestamp>?,
        field: String
    ) throws(Interrupt) -> Int64? {
        guard let time else { return nil }
        return try Moments.nanoseconds(time, field: field)
    }

    private static func encode(_ page: AuditPage, after request: UnsafeRawPointer) -> [UInt8] {
        var reply = FieldWriter(dossier__v1__list_audit_entries_response__type())
        var before = page.before
        for entry in page.entries {
            reply.message("entries", encode(entry))
            // One more might be too much: the next page begins behind this one.
            guard reply.bytes.count < Limits.pageBytes else {
                if entry.moment.sequence != page.entries.last?.moment.sequence { before = entry.moment.sequence }
                break
            }
        }
        guard let before else { return reply.bytes }
        var end = WireWriter()
        paging.write(PageToken(sequence: before, place: 0), after: request, into: &end)
        return reply.bytes + end.bytes
    }

    private static func encode(_ entry: AuditEntry) -> [UInt8] {
        var message = FieldWriter(dossier__v1__audit_entry__type())
        message.number("sequence", entry.moment.sequence)
        message.time("time", entry.moment.time)
        message.text("subject", entry.author)
        message.text("peer", entry.origin.peer)
        message.text("method", entry.origin.method)
        message.text("request_id", entry.origin.requestID)
        for revision in entry.written.listed { message.message("revisions", encode(revision)) }
        message.number("revision_count", entry.written.count)
        for revision in entry.redacted.listed { message.message("redacted_revisions", encode(revision)) }
        message.number("redacted_revision_count", entry.redacted.count)
        message.text("reason", entry.reason)
        message.bytes("hash", entry.hash)
        return message.bytes
    }

    private static func encode(_ revision: AuditEntry.Revision) -> [UInt8] {
        var message = FieldWriter(dossier__v1__audited_revision__type())
        message.text("name", revision.name)
        message.number("revision", revision.revision)
        message.number("deleted", revision.isDeleted ? 1 : 0)
        message.number("redacted", revision.isRedacted ? 1 : 0)
        return message.bytes
    }
}
