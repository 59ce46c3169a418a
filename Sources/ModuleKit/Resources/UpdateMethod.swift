import CDossierModule
import CProtobufC
import DossierCore

/// AIP-134: writes a new revision with everything that a writer can set.
struct UpdateMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let body, updateMask, allowMissing, requestID, validateOnly: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "Update\(resource.singular)"
        let input = service.input(of: methodName)
        body = FieldRef(required: resource.field, in: input)
        updateMask = FieldRef(required: "update_mask", in: input)
        allowMissing = FieldRef(required: "allow_missing", in: input)
        requestID = FieldRef(required: "request_id", in: input)
        validateOnly = FieldRef(required: "validate_only", in: input)
    }

    var method: Method {
        .writing(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            try Unserved.check(updateMask, allowMissing, in: request)
            let message = body.message(in: request)
            let violations = Violations()
            resource.violations(message, at: resource.field, in: violations)
            try violations.check()
            let draft = Draft(
                message: message!,
                id: try resource.id(toWrite: resource.shape.name.text(in: message!), field: "\(resource.field).name"),
                author: call.subject
            )
            try call.host.store.write(
                call,
                requestID: requestID.text(in: request),
                validateOnly: validateOnly.value(Bool.self, in: request)
            ) { transaction throws(Interrupt) in
                try update(draft, in: transaction).withUnsafeBytes { transaction.reply(encoded: $0) }
            }
        }
    }

    private struct Draft {
        let message: UnsafePointer<ProtobufCMessage>
        let id: UnsafeRawBufferPointer
        let author: String
    }

    private func update(_ draft: Draft, in transaction: Transaction) throws(Interrupt) -> [UInt8] {
        guard let current = try resource.current(draft.id, in: transaction), !current.isDeleted else {
            throw resource.notFound(draft.id)
        }
        try current.check(etag: resource.shape.etag.text(in: draft.message), name: resource.name(draft.id))
        let stamp = current.nextStamp(transaction, author: draft.author)
        let updated = try resource.put(draft.message, stamp, deleted: false, in: transaction)
        try resource.checkInTransaction(transaction, UnsafeRawPointer(draft.message), resource.name(draft.id))
        return updated
    }
}
