import CDossierProtos
import DossierCore
import ModuleKit

/// The incidents whose attribution is contested, or denied by the accused, a page at a time.
enum ListContestedMethod {
    private static let paging = Paging(
        dossier__v1__list_contested_request__type(),
        dossier__v1__list_contested_response__type()
    )
    private static let fields = FieldNumbers(dossier__v1__list_contested_response__type())
    private static let entry = FieldNumbers(dossier__v1__contested_incident__type())

    static let method = Method.reading("ListContested") { call, message throws(Interrupt) in
        let raw = UnsafeRawPointer(message)
        let request = raw.assumingMemoryBound(to: Dossier__V1__ListContestedRequest.self).pointee
        let saidAsOf = try Moments.said(request.said_as_of)
        let size = try paging.size(raw)
        let token = try paging.token(raw)
        let views = call.state(Views.self)
        let moment = if let token { token.moment } else { try Moments.requested(request.recorded_as_of) }
        var isAnswered = false
        while !isAnswered {
            // All that is or ever was: a view of the past is among it.
            try views.disputes.follow(call.host.store, for: call)
            try call.host.store.read(call, at: moment) { transaction throws(Interrupt) in
                // What was recorded meanwhile would be missed.
                guard try views.disputes.sequence >= transaction.moment.sequence else { return }
                isAnswered = true
                try answer(call, views, after: token?.name ?? "", size: size, saidAsOf, raw, transaction)
            }
        }
    }

    private static func answer(
        _ call: Call,
        _ views: Views,
        after name: String,
        size: Int,
        _ saidAsOf: Int64?,
        _ request: UnsafeRawPointer,
        _ transaction: Transaction
    ) throws(Interrupt) {
        var page = Contested(after: name, size: size, saidAsOf: saidAsOf)
        try page.fill(from: views.disputes, views.pictures(for: call), transaction)
        let sequence = try transaction.moment.sequence
        var reply = WireWriter(capacity: 4_096)
        for incident in page.incidents { reply.message(fields["incidents"], encode(incident)) }
        reply.varint(fields["sequence"], sequence)
        if let next = page.next {
            paging.write(PageToken(sequence: sequence, name: next), after: request, into: &reply)
        }
        reply.bytes.withUnsafeBytes { call.finish(encoded: $0) }
    }

    private static func encode(_ incident: Contested.Incident) -> [UInt8] {
        var writer = WireWriter(capacity: 256)
        writer.bytes(entry["incident"], incident.name.utf8)
        writer.bytes(entry["title"], incident.verdict.title.utf8)
        writer.varint(entry["status"], UInt64(incident.verdict.status.rawValue))
        for accused in incident.verdict.contested { writer.bytes(entry["accused"], accused.utf8) }
        return writer.bytes
    }
}

extension PageToken {
    /// Goes on behind a name.
    fileprivate init(sequence: UInt64, name: String) { self.init(sequence: sequence, cursor: Array(name.utf8)) }

    /// That name.
    fileprivate var name: String { String(decoding: cursor, as: UTF8.self) }
}
