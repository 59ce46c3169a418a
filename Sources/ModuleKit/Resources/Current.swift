import CDossierModule
import CProtobufC
import DossierCore

/// A stored version of a resource.
final class Current {
    let revision: UInt64
    let isDeleted: Bool
    /// The transaction that wrote it.
    let sequence: UInt64
    /// Without what the server set.
    let content: [UInt8]
    private let decoded: Decoded
    private let shape: ResourceShape

    init(_ record: Record, _ resource: Resource) throws(Interrupt) {
        revision = record.revision
        isDeleted = record.isDeleted
        shape = resource.shape
        sequence = record.moment.sequence
        content = resource.shape.content(of: record.body)
        decoded = try Decoded(record.body, as: resource.shape.descriptor)
    }

    var message: UnsafePointer<ProtobufCMessage> { UnsafePointer(decoded.message) }

    /// Its content was taken away.
    var isRedacted: Bool { shape.redaction?.message(in: UnsafeRawPointer(message)) != nil }

    /// ABORTED when the caller's etag is not the current one; an empty one is no condition (AIP-154).
    func check(etag: UnsafePointer<CChar>?, name: String) throws(Interrupt) {
        let given = String(decoding: UnsafeRawBufferPointer(text: etag), as: UTF8.self)
        let held = String(decoding: UnsafeRawBufferPointer(text: shape.etag.text(in: message)), as: UTF8.self)
        guard given.isEmpty || given == held else {
            throw .failed(.aborted, "\(name) has changed: its etag is \(held), not \(given); read it again")
        }
    }

    /// What it becomes when a mask's fields are written. The server's own are not a writer's to set (AIP-203).
    func merging(
        _ update: UnsafePointer<ProtobufCMessage>,
        _ mask: FieldMask
    ) throws(Interrupt) -> Decoded {
        let update = update.packed.withUnsafeBytes(shape.content)
        let merged = update.withUnsafeBytes { update in content.withUnsafeBytes { mask.merge(update, into: $0) } }
        return try Decoded(merged, as: shape.descriptor)
    }

    /// The stamp of the revision after this one.
    func nextStamp(_ transaction: Transaction, author: String) throws(Interrupt) -> Stamp {
        Stamp(after: message, shape, revision: revision, time: try transaction.moment.time_ns, author: author)
    }
}
