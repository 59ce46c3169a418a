import CDossierModule
import CDossierProtos
import CProtobufC
import DossierCore

/// Every change of a kind after a position, in commit order and without a gap, then live; with a filter, of what matches.
struct WatchMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let sequence, resumeToken, filter: FieldRef
    private let events: WatchEvents

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "Watch\(resource.plural)"
        let input = service.input(of: methodName)
        sequence = FieldRef(required: "sequence", in: input)
        resumeToken = FieldRef(required: "resume_token", in: input)
        filter = FieldRef(required: "filter", in: input)
        events = WatchEvents(resource, service.output(of: methodName))
    }

    var method: Method {
        .streaming(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            var query = Query(kind: resource.kind, limit: Limits.watchBatch)
            query.filter = filter.string(in: request)
            WatchSession.start(call, resource, events, query, at: try position(request, query, call))
        }
    }

    /// Where a request begins; INVALID_ARGUMENT when its filter cannot be read.
    private func position(
        _ request: UnsafeRawPointer,
        _ query: Query,
        _ call: Call
    ) throws(Interrupt) -> WatchSession.Position {
        let place = sequence.oneofCase(in: request)
        var head: UInt64 = 0
        try call.host.store.read(call) { transaction throws(Interrupt) in
            if place != sequence.number, place != resumeToken.number { head = try transaction.moment.sequence }
            try QueryFaults.check(query, [(filter, \.filter)], in: transaction)
        }
        switch place {
        // Whether it has happened, the first read tells: another server may have been ahead of what is known here.
        case sequence.number: return .after(sequence.value(UInt64.self, in: request))
        case resumeToken.number:
            guard let cursor = Token.decode(resumeToken.text(in: request)), !cursor.isEmpty else {
                throw Self.strangeToken
            }
            return .cursor(cursor)
        default: return .after(head)
        }
    }

    static var strangeToken: Interrupt {
        Violations.failure(
            "resume_token",
            "was not given out for this collection and filter; go on from a sequence instead"
        )
    }
}
