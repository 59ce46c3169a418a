import DossierCore
import DossierStore
import ModuleKit

extension Host {
    /// Takes the content of revisions out of the record for good; the kind's module says what is left to read. Blocks until
    /// the record's files hold it no more.
    ///
    /// For who may use the record's file itself, with no server over it.
    /// - Parameters:
    ///   - name: of the record: "incidents/july-attack".
    ///   - revisions: which; none: all.
    ///   - reason: kept, and shown to whoever reads them.
    ///   - author: who does it.
    ///   - validateOnly: check everything, redact nothing.
    /// - Throws: INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION for the current revision of a record that is not deleted.
    public func redact(
        _ name: String,
        revisions: [UInt64],
        reason: String,
        author: String,
        validateOnly: Bool
    ) throws(Status) -> Redacted {
        do throws(Interrupt) {
            let redaction = try Redaction(name: name, revisions: revisions, reason: reason)
            let origin = Write.Origin(method: "dossierd redact")
            return try redact(redaction, author: author, origin: origin, validateOnly: validateOnly)
        } catch {
            throw error.status
        }
    }

    /// The same for a call.
    func redact(
        _ redaction: Redaction,
        author: String,
        origin: Write.Origin,
        validateOnly: Bool
    ) throws(Interrupt) -> Redacted {
        try Interrupt.catching { () throws(Status) in
            let outcome = try write(redaction, author, origin, validateOnly: validateOnly)
            if !validateOnly { try store.scrub() }
            return Redacted(revisions: [UInt64](littleEndian: outcome.reply), sequence: outcome.moment.sequence)
        }
    }

    /// Blocks until it is durable.
    private func write(
        _ redaction: Redaction,
        _ author: String,
        _ origin: Write.Origin,
        validateOnly: Bool
    ) throws(Status) -> Write.Outcome {
        let awaited = AwaitedWrite()
        try store.write(
            Write(
                author: author,
                origin: origin,
                validateOnly: validateOnly,
                body: { transaction throws(Status) in try transaction.redact(redaction).flatMap(\.littleEndianBytes) },
                done: { awaited.end($0) }
            )
        )
        return try awaited.outcome()
    }
}

extension Redaction {
    /// As it is asked for. INVALID_ARGUMENT that names the field.
    init(name: String, revisions: [UInt64], reason: String) throws(Interrupt) {
        let (kind, id) = try AuditedName.parse(name, field: "name")
        guard reason.contains(where: { !$0.isWhitespace }) else { throw .invalid("reason", "is required: say why") }
        guard reason.unicodeScalars.count <= Limits.reasonCharacters else {
            throw .invalid("reason", "must have at most \(Limits.reasonCharacters) characters")
        }
        guard revisions.count <= Limits.redactedRevisions else {
            throw .invalid("revisions", "must be at most \(Limits.redactedRevisions); there are \(revisions.count)")
        }
        self.init(kind: kind, id: [UInt8](id.utf8), revisions: revisions, reason: reason)
    }
}

extension UInt64 {
    fileprivate var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}

extension [UInt64] {
    fileprivate init(littleEndian bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 8).map { place in
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            }
        }
    }
}
