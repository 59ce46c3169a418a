import CDossierModule
import CProtobufC
import DossierCore

/// AIP-135 and AIP-164: marks a resource as deleted; its history stays.
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
            let id = try resource.id(toWrite: name.text(in: request))
            try Unserved.check(allowMissing, in: request)
            let author = call.subject
            try call.host.store.write(
                call,
                requestID: requestID.text(in: request),
                validateOnly: validateOnly.value(Bool.self, in: request)
            ) { transaction throws(Interrupt) in
                try delete(id, etag.text(in: request), author, in: transaction).withUnsafeBytes {
                    transaction.reply(encoded: $0)
                }
            }
        }
    }

    private func delete(
        _ id: UnsafeRawBufferPointer,
        _ etag: UnsafePointer<CChar>?,
        _ author: String,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8] {
        guard let current = try resource.current(id, in: transaction), !current.isDeleted else {
            throw resource.notFound(id)
        }
        try current.check(etag: etag, name: resource.name(id))
        var stamp = current.nextStamp(transaction, author: author)
        stamp.deleteTime = stamp.updateTime
        return try resource.put(current.message, stamp, deleted: true, in: transaction)
    }
}
