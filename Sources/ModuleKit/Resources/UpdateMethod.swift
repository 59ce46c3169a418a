import CDossierModule
import CProtobufC
import DossierCore

/// AIP-134: writes a new revision: the fields of the mask, else everything that a writer can set.
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
            let draft = try draft(request, call)
            try call.host.store.write(
                call,
                requestID: requestID.text(in: request),
                validateOnly: validateOnly.value(Bool.self, in: request)
            ) { transaction throws(Interrupt) in
                try update(draft, in: transaction).withUnsafeBytes { transaction.reply(encoded: $0) }
            }
        }
    }

    /// What a request asks for; its message and its id live as long as the request.
    private struct Draft {
        let message: UnsafePointer<ProtobufCMessage>
        let id: UnsafeRawBufferPointer
        let mask: FieldMask
        let author: String
        /// Of the resource, should it have to be created.
        let newUID: String?
        let mayChooseID: Bool
    }

    private func draft(_ request: UnsafeRawPointer, _ call: Call) throws(Interrupt) -> Draft {
        let mask = try FieldMask(updateMask, in: request, of: resource.shape.descriptor, for: .writing)
        guard let message = body.message(in: request) else {
            throw Violations.failure(resource.field, "is required")
        }
        // Else it is only the result that must be valid.
        if case .all = mask { try check(message) }
        return Draft(
            message: message,
            id: try resource.id(
                withoutRevision: resource.shape.name.text(in: message),
                field: "\(resource.field).name"
            ),
            mask: mask,
            author: call.subject,
            newUID: allowMissing.value(Bool.self, in: request) ? ResourceName.newUUID() : nil,
            mayChooseID: call.mayChooseIDs
        )
    }

    private func check(_ message: UnsafePointer<ProtobufCMessage>) throws(Interrupt) {
        let violations = Violations()
        resource.violations(message, at: resource.field, in: violations)
        try violations.check()
    }

    private func update(_ draft: Draft, in transaction: Transaction) throws(Interrupt) -> [UInt8] {
        let etag = resource.shape.etag.text(in: draft.message)
        guard let current = try resource.current(draft.id, in: transaction) else {
            guard let uid = draft.newUID else { throw resource.notFound(draft.id) }
            return try create(draft, uid, etag, in: transaction)
        }
        guard !current.isDeleted else { throw resource.deleted(draft.id, isSought: draft.newUID == nil) }
        try current.check(etag: etag, name: resource.name(draft.id))
        let stamp = try current.nextStamp(transaction, author: draft.author)
        guard case .fields = draft.mask else { return try put(draft.message, stamp, in: transaction) }
        let merged = try current.merging(draft.message, draft.mask)
        let message = UnsafePointer(merged.message)
        try check(message)
        return try put(message, stamp, in: transaction)
    }

    /// AIP-134: with all that is given, whatever the mask says.
    private func create(
        _ draft: Draft,
        _ uid: String,
        _ etag: UnsafePointer<CChar>?,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8] {
        guard draft.mayChooseID else { throw Call.mayNotChooseIDs }
        let name = resource.name(draft.id)
        guard UnsafeRawBufferPointer(text: etag).isEmpty else {
            throw .failed(.aborted, "\(name) does not exist, so its etag is none; leave the etag out to create it")
        }
        try check(draft.message)
        let stamp = Stamp(name: name, uid: uid, time: try transaction.moment.time_ns, author: draft.author)
        return try put(draft.message, stamp, in: transaction)
    }

    private func put(
        _ message: UnsafePointer<ProtobufCMessage>,
        _ stamp: Stamp,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8] {
        let written = try resource.put(message, stamp, deleted: false, in: transaction)
        try resource.checkInTransaction(transaction, UnsafeRawPointer(message), stamp.name)
        return written
    }
}
