import CDossierModule
import CProtobufC
import DossierCore

/// AIP-135 and AIP-164: marks a resource as deleted; its history stays.
///
/// With allow_missing the answer to a deletion of nothing is what there is, and nothing is written: a resource without a
/// field where there never was one, the tombstone where it has been deleted before.
struct DeleteMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let name, etag, allowMissing, requestID, validateOnly: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "Delete\(resource.singular)"
        let input = service.input(of: methodName)
        name = FieldRef(required: "name", in: input)
        etag = FieldRef(required: "etag", in: input)
        allowMissing = FieldRef(required: "allow_missing", in: input)
        requestID = FieldRef(required: "request_id", in: input)
        validateOnly = FieldRef(required: "validate_only", in: input)
    }

    var method: Method {
        .writing(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            let id = try resource.id(withoutRevision: name.text(in: request))
            let allowMissing = allowMissing.value(Bool.self, in: request)
            let author = call.subject
            try call.host.store.write(
                call,
                requestID: requestID.text(in: request),
                validateOnly: validateOnly.value(Bool.self, in: request)
            ) { transaction throws(Interrupt) in
                let current = try resource.current(id, in: transaction)
                let reply =
                    if let current, !current.isDeleted {
                        try delete(current, resource.name(id), etag.text(in: request), author, in: transaction)
                    } else if allowMissing {
                        current?.message.packed ?? []
                    } else {
                        throw current == nil ? resource.notFound(id) : resource.deleted(id, isSought: true)
                    }
                reply.withUnsafeBytes { transaction.reply(encoded: $0) }
            }
        }
    }

    private func delete(
        _ current: Current,
        _ name: String,
        _ etag: UnsafePointer<CChar>?,
        _ author: String,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8] {
        try current.check(etag: etag, name: name)
        var stamp = try current.nextStamp(transaction, author: author)
        stamp.deleteTime = stamp.updateTime
        return try resource.put(current.message, stamp, deleted: true, in: transaction)
    }
}
