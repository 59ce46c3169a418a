import CDossierModule
import DossierCore
import DossierStore
import ModuleKit

/// What `dossier_txn` is here: lives on the stack of the thread that runs the body.
struct StoreTransaction {
    /// What its functions work on.
    enum Access {
        /// An event loop: the record in memory, as of this transaction.
        case cached(Unmanaged<RecordCache>, Moment, TLP)
        case reading(any ReadTransaction)
        case writing(any WriteTransaction)
        /// The moment asked for cannot be read.
        case refused(Status)
    }

    /// Runs this, so that it is there.
    unowned(unsafe) let module: LoadedModule
    let access: Access
    private var failed: FailureMemory?
    /// Where the last `changes` ended.
    private var end: BytesMemory?
    /// What `reply` left.
    var reply: Result<[UInt8], Status>?

    init(_ module: LoadedModule, _ access: Access) {
        self.module = module
        self.access = access
    }

    /// Runs a body of the contract.
    mutating func run(_ body: dossier_body, _ user: UnsafeMutableRawPointer?) -> dossier_status {
        withUnsafeMutablePointer(to: &self) { (raw: UnsafeMutablePointer<StoreTransaction>) -> dossier_status in
            body(user, OpaquePointer(raw))
        }
    }

    static func at(_ raw: OpaquePointer?) -> UnsafeMutablePointer<StoreTransaction> {
        UnsafeMutablePointer<StoreTransaction>(raw!)
    }

    /// Why the last function refused.
    var failure: UnsafePointer<dossier_outcome>? { failed.map { UnsafePointer($0.pointer) } }

    /// Keeps the reason for `failure`.
    mutating func fail(_ status: Status) -> dossier_status {
        failed = FailureMemory(status)
        return status.code.rawValue
    }

    /// Tells what the view shows, or of a write what it will commit with.
    mutating func moment(_ result: UnsafeMutablePointer<dossier_moment>) -> dossier_status {
        var moment = Moment(sequence: 0, time: 0)
        defer { result.pointee = dossier_moment(sequence: moment.sequence, time_ns: moment.time) }
        if case .cached(_, let cached, _) = access {
            moment = cached
            return 0
        }
        return read { view throws(Status) in moment = try view.moment }
    }

    /// Runs a read on the engine; WAIT where it would block an event loop.
    mutating func read(_ body: (any ReadTransaction) throws(Status) -> Void) -> dossier_status {
        do throws(Status) {
            switch access {
            case .cached: return DOSSIER_WAIT
            case .reading(let view): try body(view)
            case .writing(let view): try body(view)
            case .refused(let status): throw status
            }
            return 0
        } catch {
            return fail(error)
        }
    }

    /// Visits a feed; `end` is set to where to go on.
    mutating func changes(
        _ query: Query,
        after: UInt64,
        _ visit: ReadTransaction.Visit,
        end: UnsafeMutablePointer<dossier_bytes>?
    ) -> dossier_status {
        var next: [UInt8] = []
        let status = read { view throws(Status) in next = try view.changes(query, after: after, visit) }
        self.end = next.isEmpty ? nil : BytesMemory(next)
        end?.pointee = self.end?.bytes ?? dossier_bytes()
        return status
    }

    /// A point read.
    mutating func get(
        _ kind: dossier_bytes,
        _ id: dossier_bytes,
        _ revision: UInt64,
        _ visit: dossier_visit,
        _ user: UnsafeMutableRawPointer?
    ) -> dossier_status {
        if case .cached(let cache, let moment, let clearance) = access {
            // What is hidden from the caller is the engine's to deny.
            guard revision == 0,
                let record = cache._withUnsafeGuaranteedRef({ $0.lookup(kind: kind.buffer, id: id.buffer) }),
                record.moment.sequence <= moment.sequence, record.mark <= clearance.rawValue || clearance == .red
            else { return DOSSIER_WAIT }
            record.withView { view in
                var raw = dossier_record(view)
                _ = visit(user, &raw, dossier_bytes())
            }
            return 0
        }
        return read { view throws(Status) in
            try view.get(kind: kind.text, id: id.buffer, revision: revision == 0 ? nil : revision) { record, cursor in
                var raw = dossier_record(record)
                return visit(user, &raw, dossier_bytes(cursor))
            }
        }
    }
}

/// Bytes that a transaction keeps for its module.
private final class BytesMemory {
    let bytes: dossier_bytes
    private let memory: UnsafeMutableRawBufferPointer

    init(_ copied: [UInt8]) {
        memory = .allocate(byteCount: copied.count, alignment: 1)
        memory.copyBytes(from: copied)
        bytes = dossier_bytes(UnsafeRawBufferPointer(memory))
    }

    deinit { memory.deallocate() }
}

/// An outcome that a transaction keeps for its module.
final class FailureMemory {
    let pointer: UnsafeMutablePointer<dossier_outcome>
    private let message: UnsafeMutableRawBufferPointer
    private let details: UnsafeMutableRawBufferPointer

    init(_ status: Status) {
        message = .allocate(byteCount: status.message.utf8.count, alignment: 1)
        message.copyBytes(from: status.message.utf8)
        details = .allocate(byteCount: status.encodedDetails.count, alignment: 1)
        details.copyBytes(from: status.encodedDetails)
        var outcome = dossier_outcome()
        outcome.size = UInt32(MemoryLayout<dossier_outcome>.size)
        outcome.status = status.code.rawValue
        outcome.message = dossier_bytes(UnsafeRawBufferPointer(message))
        outcome.encoded_details = dossier_bytes(UnsafeRawBufferPointer(details))
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: outcome)
    }

    deinit {
        pointer.deallocate()
        message.deallocate()
        details.deallocate()
    }
}
