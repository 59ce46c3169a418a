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
            var run: (OpaquePointer) -> dossier_status = { [table] raw in
                do throws(Interrupt) {
                    try body(Transaction(table: table, raw: raw))
                    return 0
                } catch {
                    interrupt = error
                    return error.code
                }
            }
            return withUnsafeMutablePointer(to: &run) { pointer in
                table.pointee.read(
                    host,
                    call?.id ?? 0,
                    moment,
                    { user, raw in
                        user!.assumingMemoryBound(to: ((OpaquePointer) -> dossier_status).self).pointee(raw!)
                    },
                    pointer
                )
            }
        }
        if let interrupt { throw interrupt }
        if status == DOSSIER_WAIT { throw .wait }
        if status != 0 { throw .failed(Status(nil, fallback: status)) }
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
        let pending = Unmanaged.passRetained(PendingWrite(call: call, table: table, body: body))
        var write = dossier_write()
        write.size = UInt32(MemoryLayout<dossier_write>.size)
        write.flags = validateOnly ? UInt32(DOSSIER_VALIDATE_ONLY) : 0
        write.request_id = dossier_bytes(requestID)
        write.user = pending.toOpaque()
        write.body = { user, raw in Unmanaged<PendingWrite>.fromOpaque(user!).takeUnretainedValue().run(raw!) }
        write.done = { user, outcome, _ in
            Unmanaged<PendingWrite>.fromOpaque(user!).takeRetainedValue().end(outcome!)
        }
        let status = table.pointee.write(host, call.id, &write)
        if status != 0 {
            pending.release()
            throw .failed(StatusCode(rawValue: status) ?? .unavailable, Self.refusal(status))
        }
    }
}

extension Store {
    /// Why a write was not queued.
    private static func refusal(_ status: dossier_status) -> String {
        switch StatusCode(rawValue: status) {
        case .resourceExhausted, .unavailable: "the server takes no writes now; try again after a moment"
        case .notFound: "the call has ended"
        default: "the server refused the write; its log says why"
        }
    }
}

/// A write on its way to the writer.
private final class PendingWrite {
    let call: Call
    private let table: UnsafePointer<dossier_store>
    private var hasRun = false
    private let body: (Transaction) throws(Interrupt) -> Void

    init(call: Call, table: UnsafePointer<dossier_store>, body: @escaping (Transaction) throws(Interrupt) -> Void) {
        self.call = call
        self.table = table
        self.body = body
    }

    func run(_ raw: OpaquePointer) -> dossier_status {
        hasRun = true
        let transaction = Transaction(table: table, raw: raw)
        do throws(Interrupt) {
            try body(transaction)
            return 0
        } catch {
            if case .failed(let status) = error { transaction.reply(status) }
            return error.code
        }
    }

    /// Ends the call. An argument that was found invalid before the body ran is the request_id.
    func end(_ outcome: UnsafePointer<dossier_outcome>) {
        guard !hasRun, outcome.pointee.status == StatusCode.invalidArgument.rawValue,
            case .failed(let status) = Violations.failure("request_id", saying: outcome.pointee.message.text)
        else { return call.finish(outcome) }
        call.finish(status)
    }
}
