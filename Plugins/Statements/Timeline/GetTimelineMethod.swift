import CDossierProtos
import DossierCore
import ModuleKit

/// What happened and what was said, in time order, a page at a time.
enum GetTimelineMethod {
    private static let paging = Paging(
        dossier__v1__get_timeline_request__type(),
        dossier__v1__get_timeline_response__type()
    )
    private static let fields = FieldNumbers(dossier__v1__get_timeline_response__type())

    static let method = Method.reading("GetTimeline") { call, message throws(Interrupt) in
        let raw = UnsafeRawPointer(message)
        let request = raw.assumingMemoryBound(to: Dossier__V1__GetTimelineRequest.self).pointee
        let name = try subject(request.name)
        let saidAsOf = try Moments.said(request.said_as_of)
        let size = try paging.size(raw)
        let token = try paging.token(raw)
        let moment = if let token { token.moment } else { try Moments.requested(request.recorded_as_of) }
        try call.host.store.read(call, at: moment) { transaction throws(Interrupt) in
            let entries = try Timeline(of: name, saidAsOf: saidAsOf, Evidence(transaction)).entries
            var reply = WireWriter(capacity: 16_384)
            var place = min(token?.place ?? 0, entries.count)
            for entry in entries[place...].prefix(size) where reply.bytes.count < Limits.pageBytes {
                reply.message(fields["entries"], TimelineWriter.encode(entry))
                place += 1
            }
            reply.varint(fields["sequence"], try transaction.moment.sequence)
            if place < entries.count {
                paging.write(
                    PageToken(sequence: try transaction.moment.sequence, place: place),
                    after: raw,
                    into: &reply
                )
            }
            reply.bytes.withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    private static func subject(_ name: UnsafePointer<CChar>?) throws(Interrupt) -> String {
        for kind in [Kinds.incidents, Kinds.actors] {
            if let name = try? kind.name(name, field: "name") { return name }
        }
        throw .invalid("name", "must be a name: incidents/ID or actors/ID")
    }
}
