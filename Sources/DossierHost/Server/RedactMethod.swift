import CDossierProtos
import CProtobufC
import DossierCore
import DossierStore
import ModuleKit

/// RedactRevisions: takes content out of the record for good.
enum RedactMethod {
    static func method(_ host: Host) -> Method {
        .writing("RedactRevisions", role: "admin") { [unowned host] call, request throws(Interrupt) in
            guard call.seesAll else { throw .notCleared(for: "redaction") }
            let fields = UnsafeRawPointer(request).assumingMemoryBound(to: Dossier__V1__RedactRevisionsRequest.self)
            let (peer, method) = host.router.table.slot(of: call.id)?.origin(call.id) ?? ("", "")
            let redacted = try host.redact(
                try redaction(fields.pointee),
                author: call.subject,
                origin: Write.Origin(peer: peer, method: method),
                validateOnly: fields.pointee.validate_only != 0
            )
            finish(call, redacted)
        }
    }

    private static func redaction(_ request: Dossier__V1__RedactRevisionsRequest) throws(Interrupt) -> Redaction {
        try Redaction(
            name: String(cString: request.name),
            revisions: Array(UnsafeBufferPointer(start: request.revisions, count: request.n_revisions)),
            reason: String(cString: request.reason)
        )
    }

    private static func finish(_ call: Call, _ redacted: Redacted) {
        var revisions = redacted.revisions
        var reply = Dossier__V1__RedactRevisionsResponse()
        dossier__v1__redact_revisions_response__init(&reply)
        reply.sequence = redacted.sequence
        revisions.withUnsafeMutableBufferPointer { revisions in
            reply.n_revisions = revisions.count
            reply.revisions = revisions.baseAddress
            withUnsafePointer(to: &reply) {
                call.finish(reply: UnsafeRawPointer($0).assumingMemoryBound(to: ProtobufCMessage.self))
            }
        }
    }
}
