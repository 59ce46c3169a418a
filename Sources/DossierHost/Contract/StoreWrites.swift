import CDossierModule
import CSodium
import DossierCore
import DossierStore
import DossierWire
import ModuleKit

/// The writing functions of `dossier_store`.
enum StoreWrites {
    /// Queues a module's write.
    static func submit(_ module: LoadedModule, _ call: dossier_call, _ raw: dossier_write) -> dossier_status {
        do throws(Status) {
            let author = try subject(module, call)
            let requestID = try requestID(module, call, author, raw.request_id)
            guard let clearance = StoreTable.caller(of: call, module)?.clearance else {
                throw Status(.notFound, "a write needs a call that is not over, or none")
            }
            try module.writes.begin()
            let work = ModuleWrite(module, call, raw)
            let write = Write(
                author: author,
                clearance: clearance,
                origin: origin(module, call, requestID),
                requestID: requestID,
                validateOnly: raw.flags & UInt32(DOSSIER_VALIDATE_ONLY) != 0,
                isPatient: raw.flags & UInt32(DOSSIER_PATIENT) != 0,
                body: { transaction throws(Status) in try work.run(transaction) },
                done: { result in work.end(result) }
            )
            do throws(Status) {
                try module.host.store.write(write)
                return 0
            } catch {
                module.writes.end()
                throw error
            }
        } catch {
            module.logger.debug("a write was refused", metadata: ["reason": "\(error)"])
            return error.code.rawValue
        }
    }

    /// Writes a version of a kind that the module owns.
    static func put(
        _ transaction: UnsafeMutablePointer<StoreTransaction>,
        _ record: dossier_record,
        _ revision: UnsafeMutablePointer<UInt64>?
    ) -> dossier_status {
        guard case .writing(let view) = transaction.pointee.access else {
            return transaction.pointee.fail(Status(.failedPrecondition, "put in a transaction that only reads"))
        }
        guard transaction.pointee.module.owns(record.kind) else {
            let message = "module \(transaction.pointee.module.id) does not own \(record.kind.text)"
            return transaction.pointee.fail(Status(.permissionDenied, message))
        }
        do throws(Status) {
            let written = try view.put(
                NewRecord(
                    kind: record.kind.text,
                    id: record.id.buffer,
                    body: record.body.buffer,
                    tlp: record.tlp,
                    deleted: record.deleted != 0,
                    revision: record.revision
                )
            )
            revision?.pointee = written
            return 0
        } catch {
            return transaction.pointee.fail(error)
        }
    }

    /// Keeps what the call is to be answered.
    static func reply(_ transaction: UnsafeMutablePointer<StoreTransaction>, _ outcome: dossier_outcome) {
        transaction.pointee.reply =
            if outcome.status != 0 {
                .failure(Status(outcome))
            } else if let message = outcome.reply {
                .success(MessageEncoder.encode(message))
            } else {
                .success([UInt8](outcome.encoded.buffer))
            }
    }

    /// In whose name a module writes; its own without a call. NOT_FOUND when the call is over.
    private static func subject(_ module: LoadedModule, _ id: dossier_call) throws(Status) -> String {
        guard id != 0 else { return module.id }
        guard let caller = module.host.router.table.slot(of: id)?.caller(id) else {
            throw Status(.notFound, "the call in whose name to write is over")
        }
        return caller.subject
    }

    /// Where a write comes from, for the audit; without a call, from the module itself.
    private static func origin(
        _ module: LoadedModule,
        _ id: dossier_call,
        _ requestID: Write.RequestID?
    ) -> Write.Origin {
        guard let (peer, method) = module.host.router.table.slot(of: id)?.origin(id) else {
            return Write.Origin(method: module.id)
        }
        return Write.Origin(peer: peer, method: method, requestID: requestID?.id ?? "")
    }

    /// The same request is told by its message encoded anew: the bytes that came are gone by now. NOT_FOUND when the call
    /// is over: without it nobody could tell who asks for what.
    private static func requestID(
        _ module: LoadedModule,
        _ id: dossier_call,
        _ subject: String,
        _ requestID: dossier_bytes
    ) throws(Status) -> Write.RequestID? {
        guard requestID.size > 0 else { return nil }
        guard requestID.size <= Limits.requestIDBytes else {
            throw Status(.invalidArgument, "a request_id of \(requestID.size) bytes; at most \(Limits.requestIDBytes)")
        }
        guard let call = module.host.router.table.slot(of: id), let (method, bytes) = call.encodedRequest(id) else {
            throw Status(.notFound, "a request_id needs a call that is not over")
        }
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_generichash(&hash, hash.count, bytes, UInt64(bytes.count), nil, 0)
        return Write.RequestID(subject: subject, method: method, id: requestID.text, hash: hash)
    }
}

/// A module's write on its way through the store. `body` runs on the writer; `done` then on one of the module's workers.
private final class ModuleWrite: @unchecked Sendable {
    // Sendable: the contract says on which threads body and done are called, one after the other.
    private let module: LoadedModule
    /// In whose name; 0: nobody's.
    private let call: dossier_call
    private let raw: dossier_write
    private let start = MonotonicClock.now()

    init(_ module: LoadedModule, _ call: dossier_call, _ raw: dossier_write) {
        self.module = module
        self.call = call
        self.raw = raw
    }

    func run(_ view: any WriteTransaction) throws(Status) -> [UInt8] {
        var transaction = StoreTransaction(module, .writing(view))
        let status = transaction.run(raw.body, raw.user)
        if case .failure(let failure) = transaction.reply { throw failure }
        guard status == 0 else {
            let code = StatusCode(rawValue: status) ?? .internal
            guard let failure = transaction.failure?.pointee else {
                throw Status(code, "module \(module.id) gave up without a reason")
            }
            throw Status(code, failure.message.text, encodedDetails: [UInt8](failure.encoded_details.buffer))
        }
        guard case .success(let reply) = transaction.reply else { return [] }
        // Now, while it can be rolled back: what is written must be answered.
        guard reply.count <= Limits.writeReplyBytes else {
            let most = Limits.writeReplyBytes
            throw Status(
                .resourceExhausted,
                "the reply would have \(reply.count) bytes; at most \(most): write less at a time"
            )
        }
        return reply
    }

    func end(_ result: Result<Write.Outcome, Status>) {
        let nanoseconds = MonotonicClock.now() - start
        module.queue.submitUrgent { [self] in
            module.spent(nanoseconds, in: call)
            defer { module.writes.end() }
            switch result {
            case .failure(let status): status.withOutcome { raw.done(raw.user, $0, 0) }
            case .success(let written):
                written.reply.withUnsafeBytes { reply in
                    var outcome = dossier_outcome()
                    outcome.size = UInt32(MemoryLayout<dossier_outcome>.size)
                    outcome.encoded = dossier_bytes(reply)
                    raw.done(raw.user, &outcome, written.moment.sequence)
                }
            }
        }
    }
}
