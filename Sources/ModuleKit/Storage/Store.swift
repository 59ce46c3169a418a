import CDossierModule
import DossierCore

/// The record. Any thread.
public struct Store: @unchecked Sendable {
    // Sendable: both tables are immutable and outlive the module; their functions may be called from any thread.
    let host: UnsafePointer<dossier_host>
    let table: UnsafePointer<dossier_store>

    /// Runs `body` on one consistent view, for the call's caller. Throws `wait` where it would block the event loop.
    public func read(
        _ call: Call?,
        at moment: dossier_moment = dossier_moment(),
        _ body: (Transaction) throws(Interrupt) -> Void
    ) throws(Interrupt) {
        var interrupt: Interrupt?
        let status = withoutActuallyEscaping(body) { body in
            var reading = Reading(body: body, table: table, call: call)
            defer { interrupt = reading.interrupt }
            return withUnsafeMutablePointer(to: &reading) { reading in
                table.pointee.read(
                    host,
                    call?.id ?? 0,
                    moment,
                    { reading, raw in reading!.assumingMemoryBound(to: Reading.self).pointee.run(raw!) },
                    reading
                )
            }
        }
        try Self.checkRead(status, interrupt)
    }

    /// Throws what kept a read from its end: what its body threw, or what the host says of it.
    static func checkRead(_ status: dossier_status, _ interrupt: Interrupt?) throws(Interrupt) {
        if let interrupt { throw interrupt }
        if status == DOSSIER_WAIT { throw .wait }
        if status != 0 { throw .failed(Status(nil, fallback: status)) }
    }

    /// What a read hands through the contract: a structure on the stack, as a closure in its place would be allocated.
    private struct Reading {
        let body: (Transaction) throws(Interrupt) -> Void
        let table: UnsafePointer<dossier_store>
        let call: Call?
        var interrupt: Interrupt?

        mutating func run(_ raw: OpaquePointer) -> dossier_status {
            do throws(Interrupt) {
                try body(Transaction(table: table, raw: raw, call: call))
                return 0
            } catch {
                interrupt = error
                return error.code
            }
        }
    }

    /// Queues a write, which ends the call: with what `body` left by `reply` once it is durable, else with the reason.
    /// `body` runs on the writer's thread, may run again and has no effect but through the transaction.
    public func write(
        _ call: Call,
        requestID: UnsafePointer<CChar>? = nil,
        validateOnly: Bool = false,
        _ body: @escaping (Transaction) throws(Interrupt) -> Void
    ) throws(Interrupt) {
        let requestID = UnsafeRawBufferPointer(text: requestID)
        guard requestID.count <= Limits.requestIDBytes else {
            let most = "at most \(Limits.requestIDBytes) are taken"
            throw Violations.failure("request_id", "has \(requestID.count) bytes; \(most)")
        }
        try submit(call, requestID, flags: validateOnly ? DOSSIER_VALIDATE_ONLY : 0, body) { outcome, hasRun in
            // An argument that was found invalid before the body ran is the request_id.
            guard !hasRun, outcome.pointee.status == StatusCode.invalidArgument.rawValue,
                case .failed(let status) = Violations.failure("request_id", saying: outcome.pointee.message.text)
            else { return call.finish(outcome) }
            call.finish(status)
        }
    }

    /// Queues a write of a call that goes on. `body` as above; `done` is lent what `body` left by `reply`, once it is
    /// durable, or is told the reason: on a worker, exactly once, and not at all when this throws.
    /// - Parameter isPatient: others will follow at once; it may wait for them a little, to share their commit.
    public func write(
        _ call: Call,
        isPatient: Bool = false,
        body: @escaping (Transaction) throws(Interrupt) -> Void,
        done: @escaping (Result<UnsafeRawBufferPointer, Status>) -> Void
    ) throws(Interrupt) {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        try submit(call, none, flags: isPatient ? DOSSIER_PATIENT : 0, body) { outcome, _ in
            guard outcome.pointee.status == StatusCode.ok.rawValue else {
                return done(.failure(Status(outcome, fallback: outcome.pointee.status)))
            }
            done(.success(outcome.pointee.encoded.buffer))
        }
    }

    private func submit(
        _ call: Call,
        _ requestID: UnsafeRawBufferPointer,
        flags: Int,
        _ body: @escaping (Transaction) throws(Interrupt) -> Void,
        done: @escaping PendingWrite.Done
    ) throws(Interrupt) {
        let pending = Unmanaged.passRetained(PendingWrite(table: table, body: body, done: done))
        var write = dossier_write()
        write.size = UInt32(MemoryLayout<dossier_write>.size)
        write.flags = UInt32(flags)
        write.request_id = dossier_bytes(requestID)
        write.user = pending.toOpaque()
        write.body = { user, raw in Unmanaged<PendingWrite>.fromOpaque(user!).takeUnretainedValue().run(raw!) }
        write.done = { user, outcome, _ in
            Unmanaged<PendingWrite>.fromOpaque(user!).takeRetainedValue().end(outcome!)
        }
        let status = table.pointee.write(host, call.id, &write)
        if status != 0 {
            pending.release()
            throw .failed(Self.refusal(status))
        }
    }

    /// Why a write was not queued.
    private static func refusal(_ status: dossier_status) -> Status {
        let code = StatusCode(rawValue: status) ?? .unavailable
        switch code {
        case .resourceExhausted: return .busy("the server takes no more writes now; try again after a moment")
        case .unavailable: return Status(code, "the server takes no writes now; try again after a moment")
        case .notFound: return Status(code, "the call has ended")
        default: return Status(code, "the server refused the write; its log says why")
        }
    }
}
