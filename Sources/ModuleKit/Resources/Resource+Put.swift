import CDossierModule
import CProtobufC
import DossierCore

extension Resource {
    /// Writes a revision of a resource.
    /// - Returns: the resource as recorded, encoded.
    func put(
        _ message: UnsafePointer<ProtobufCMessage>,
        _ stamp: Stamp,
        deleted: Bool,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8] {
        let (body, tlp) = stamp.encode(message, shape)
        var interrupt: Interrupt?
        var id = String(stamp.name.dropFirst(kind.text.utf8.count + 1))
        id.withUTF8 { id in
            body.withUnsafeBytes { bytes in
                do throws(Interrupt) {
                    try transaction.put(
                        kind,
                        UnsafeRawBufferPointer(id),
                        bytes,
                        tlp: tlp,
                        deleted: deleted,
                        revision: stamp.revision - 1
                    )
                } catch {
                    interrupt = error
                }
            }
        }
        if let interrupt { throw interrupt }
        return body
    }

    /// The current version, tombstones too: nil: there is none.
    func current(
        _ id: UnsafeRawBufferPointer,
        in transaction: Transaction
    ) throws(Interrupt) -> Current? {
        var found: Result<Current, Interrupt>?
        do throws(Interrupt) {
            try transaction.get(kind, id) { record in
                found = Result { () throws(Interrupt) in try Current(record, self) }
                return false
            }
        } catch {
            guard case .failed(let status) = error, status.code == .notFound else { throw error }
        }
        return try found?.get()
    }
}

/// A stored version of a resource.
final class Current {
    let revision: UInt64
    let isDeleted: Bool
    private let decoded: Decoded
    private let shape: ResourceShape

    init(_ record: Record, _ resource: Resource) throws(Interrupt) {
        revision = record.revision
        isDeleted = record.isDeleted
        shape = resource.shape
        decoded = try Decoded(record.body, as: resource.shape.descriptor)
    }

    var message: UnsafePointer<ProtobufCMessage> { UnsafePointer(decoded.message) }

    /// ABORTED when the caller's etag is not the current one; an empty one is no condition (AIP-154).
    func check(etag: UnsafePointer<CChar>?, name: String) throws(Interrupt) {
        let given = String(decoding: UnsafeRawBufferPointer(text: etag), as: UTF8.self)
        let held = String(decoding: UnsafeRawBufferPointer(text: shape.etag.text(in: message)), as: UTF8.self)
        guard given.isEmpty || given == held else {
            throw .failed(.aborted, "\(name) has changed: its etag is \(held), not \(given); read it again")
        }
    }

    /// The stamp of the revision after this one.
    func nextStamp(_ transaction: Transaction, author: String) -> Stamp {
        Stamp(after: message, shape, revision: revision, time: transaction.moment.time_ns, author: author)
    }
}
