import CDossierProtos
import CProtobufC
import DossierCore

/// One resource of an import, on its way to the writer.
struct ImportItem {
    /// The client's own.
    let number: UInt64
    let id: String
    /// A record may be created under that id.
    let mayBeNew: Bool
    /// Should it be a new one.
    let uid: String
    /// The resource as it came, encoded.
    let message: [UInt8]
}

extension ImportMethod {
    /// Writes an item, unless the record holds it already.
    /// - Returns: its acknowledgement.
    func put(_ item: ImportItem, _ author: String, in transaction: Transaction) throws(Interrupt) -> [UInt8] {
        let decoded = try Decoded(item.message, as: resource.shape.descriptor)
        let message = UnsafePointer(decoded.message)
        let (stamp, outcome, sequence) = try stamp(message, item, author, in: transaction)
        if let stamp {
            _ = try resource.put(message, stamp, deleted: false, in: transaction)
            try resource.checkInTransaction(transaction, UnsafeRawPointer(message), stamp.name)
        }
        return acknowledgement(of: item, outcome, sequence)
    }

    /// What is to become of an item: nothing without a stamp.
    private func stamp(
        _ message: UnsafePointer<ProtobufCMessage>,
        _ item: ImportItem,
        _ author: String,
        in transaction: Transaction
    ) throws(Interrupt) -> (stamp: Stamp?, outcome: Dossier__V1__ImportOutcome, sequence: UInt64) {
        let id = Array(item.id.utf8)
        let moment = try transaction.moment
        return try id.span.bytes.withUnsafeBytes { (id) throws(Interrupt) in
            guard let current = try resource.current(id, in: transaction) else {
                guard item.mayBeNew else { throw Call.mayNotChooseIDs }
                let stamp = Stamp(name: resource.name(id), uid: item.uid, time: moment.time_ns, author: author)
                return (stamp, DOSSIER__V1__IMPORT_OUTCOME__IMPORT_OUTCOME_CREATED, moment.sequence)
            }
            if current.isDeleted { throw resource.deleted(id, isSought: false) }
            let stamp = try current.nextStamp(transaction, author: author)
            let content = stamp.encode(message, resource.shape).body.withUnsafeBytes(resource.shape.content)
            if content == current.content {
                return (nil, DOSSIER__V1__IMPORT_OUTCOME__IMPORT_OUTCOME_UNCHANGED, current.sequence)
            }
            try current.check(etag: resource.shape.etag.text(in: message), name: resource.name(id))
            return (stamp, DOSSIER__V1__IMPORT_OUTCOME__IMPORT_OUTCOME_UPDATED, moment.sequence)
        }
    }
}
