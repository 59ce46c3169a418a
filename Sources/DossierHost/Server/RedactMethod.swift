import CDossierProtos
import CProtobufC
import DossierCore
import DossierStore
import ModuleKit

/// RedactRevisions: takes content out of the record for good. Here, and not beside a stopped server: so that it is done
/// by somebody whom the server knows, what it keeps in memory goes too, and the kind's module says what is left to read.
enum RedactMethod {
    static func method(_ host: Host) -> Method {
        .writing("RedactRevisions", role: "admin") { [unowned host] call, request throws(Interrupt) in
            let fields = UnsafeRawPointer(request).assumingMemoryBound(to: Dossier__V1__RedactRevisionsRequest.self)
            let redaction = try redaction(fields.pointee)
            let isTrial = fields.pointee.validate_only != 0
            let outcome = try Interrupt.catching { () throws(Status) in
                let outcome = try write(redaction, call, validateOnly: isTrial, host)
                if !isTrial { try host.store.scrub() }
                return outcome
            }
            finish(call, outcome)
        }
    }

    private static func redaction(_ request: Dossier__V1__RedactRevisionsRequest) throws(Interrupt) -> Redaction {
        let name = try AuditedName.parse(String(cString: request.name), field: "name")
        let reason = String(cString: request.reason)
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .invalid("reason", "is required: say why") }
        guard reason.unicodeScalars.count <= Limits.reasonCharacters else {
            throw .invalid("reason", "must have at most \(Limits.reasonCharacters) characters")
        }
        guard request.n_revisions <= Limits.redactedRevisions else {
            throw .invalid("revisions", "must be at most \(Limits.redactedRevisions); there are \(request.n_revisions)")
        }
        let revisions = Array(UnsafeBufferPointer(start: request.revisions, count: request.n_revisions))
        return Redaction(kind: name.kind, id: [UInt8](name.id.utf8), revisions: revisions, reason: reason)
    }

    /// Blocks until it is durable.
    private static func write(
        _ redaction: Redaction,
        _ call: Call,
        validateOnly: Bool,
        _ host: Host
    ) throws(Status) -> Write.Outcome {
        let (peer, method) = host.router.table.slot(of: call.id)?.origin(call.id) ?? ("", "")
        let awaited = AwaitedWrite()
        try host.store.write(
            Write(
                author: call.subject,
                origin: Write.Origin(peer: peer, method: method),
                validateOnly: validateOnly,
                body: { transaction throws(Status) in try transaction.redact(redaction).flatMap(\.littleEndianBytes) },
                done: { awaited.end($0) }
            )
        )
        return try awaited.outcome()
    }

    private static func finish(_ call: Call, _ outcome: Write.Outcome) {
        let count = outcome.reply.count / MemoryLayout<UInt64>.size
        var revisions = outcome.reply.withUnsafeBytes { bytes in
            (0..<count).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
        }
        var reply = Dossier__V1__RedactRevisionsResponse()
        dossier__v1__redact_revisions_response__init(&reply)
        reply.sequence = outcome.moment.sequence
        revisions.withUnsafeMutableBufferPointer { revisions in
            reply.n_revisions = revisions.count
            reply.revisions = revisions.baseAddress
            withUnsafePointer(to: &reply) {
                call.finish(reply: UnsafeRawPointer($0).assumingMemoryBound(to: ProtobufCMessage.self))
            }
        }
    }
}

extension UInt64 {
    fileprivate var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
