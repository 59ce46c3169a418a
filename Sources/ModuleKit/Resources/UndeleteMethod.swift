import CDossierModule
import CProtobufC
import DossierCore

/// AIP-164: brings a deleted resource back as it was, in a new revision.
struct UndeleteMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let name, etag, requestID, validateOnly: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "Undelete\(resource.singular)"
        let input = service.input(of: methodName)
        name = FieldRef(required: "name", in: input)
        etag = FieldRef(required: "etag", in: input)
        requestID = FieldRef(required: "request_id", in: input)
        validateOnly = FieldRef(required: "validate_only", in: input)
    }

    var method: Method {
        .writing(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            let id = try resource.id(withoutRevision: name.text(in: request))
            let author = call.subject
            try call.host.store.write(
                call,
                requestID: requestID.text(in: request),
                validateOnly: validateOnly.value(Bool.self, in: request)
            ) { transaction throws(Interrupt) in
                try undelete(id, etag.text(in: request), author, in: transaction).withUnsafeBytes {
                    transaction.reply(encoded: $0)
                }
            }
        }
    }

    private func undelete(
        _ id: UnsafeRawBufferPointer,
        _ etag: UnsafePointer<CChar>?,
        _ author: String,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8] {
        guard let current = try resource.current(id, in: transaction) else { throw resource.notFound(id) }
        let name = resource.name(id)
        guard current.isDeleted else { throw .failed(.alreadyExists, "\(name) is not deleted") }
        guard !current.isRedacted else {
            throw .failed(.failedPrecondition, "\(name) was redacted: there is nothing left to bring back")
        }
        try current.check(etag: etag, name: name)
        let stamp = try current.nextStamp(transaction, author: author)
        let undeleted = try resource.put(current.message, stamp, deleted: false, in: transaction)
        try resource.checkInTransaction(transaction, UnsafeRawPointer(current.message), name)
        return undeleted
    }
}
