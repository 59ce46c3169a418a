import CDossierModule
import DossierCore

/// The read of one record that answers a call, through the contract with nothing allocated: a structure on the stack, as
/// closures in its place would be allocated.
struct PointRead {
    private let call: Call
    private let store: Store
    private let kind: dossier_bytes
    private let id: dossier_bytes
    private let revision: UInt64
    private let mask: FieldMask
    private var failure: Interrupt?

    /// The version that holds, or a revision (0: none).
    /// - Parameters:
    ///   - id: must not change before it has run.
    ///   - mask: what of it the call is answered.
    init(_ call: Call, _ kind: KindName, _ id: UnsafeRawBufferPointer, revision: UInt64, mask: FieldMask) {
        self.call = call
        store = call.host.store
        self.kind = kind.bytes
        self.id = dossier_bytes(id)
        self.revision = revision
        self.mask = mask
    }

    /// Ends the call with what is found. Throws as `Transaction.get` does, and `wait` where it would block the event loop.
    mutating func run(at moment: dossier_moment) throws(Interrupt) {
        let status = withUnsafeMutablePointer(to: &self) { read in
            read.pointee.store.table.pointee.read(
                read.pointee.store.host,
                read.pointee.call.id,
                moment,
                { read, transaction in read!.assumingMemoryBound(to: PointRead.self).pointee.get(transaction!) },
                read
            )
        }
        try Store.checkRead(status, failure)
    }

    private mutating func get(_ transaction: OpaquePointer) -> dossier_status {
        let status = withUnsafeMutablePointer(to: &self) { read in
            read.pointee.store.table.pointee.get(
                transaction,
                read.pointee.kind,
                read.pointee.id,
                read.pointee.revision,
                { read, record, _ in
                    read!.assumingMemoryBound(to: PointRead.self).pointee.answer(record!.pointee.body.buffer)
                    return false
                },
                read
            )
        }
        if status != 0, status != DOSSIER_WAIT {
            failure = .failed(Status(store.table.pointee.failure(transaction), fallback: status))
        }
        return status
    }

    private func answer(_ body: UnsafeRawBufferPointer) {
        guard case .fields = mask else { return call.finish(encoded: body) }
        var part = WireWriter(capacity: body.count)
        mask.filter(body, into: &part)
        part.bytes.withUnsafeBytes { call.finish(encoded: $0) }
    }
}
