import CProtobufC
import DossierCore

/// AIP-133: records a new resource under an id that the caller or the server chooses.
struct CreateMethod: Sendable {
    let resource: Resource
    let name: String
    let body, id, requestID, validateOnly: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        name = "Create\(resource.singular)"
        let input = service.input(of: name)
        body = FieldRef(required: resource.field, in: input)
        id = FieldRef(required: "\(resource.field)_id", in: input)
        requestID = FieldRef(required: "request_id", in: input)
        validateOnly = FieldRef(required: "validate_only", in: input)
    }

    var method: Method {
        .writing(name) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            let violations = Violations()
            let draft = self.draft(request, at: "", in: violations)
            try violations.check()
            if draft!.isChosen, !call.mayChooseIDs { throw Call.mayNotChooseIDs }
            let author = call.subject
            try call.host.store.write(
                call,
                requestID: requestID.text(in: request),
                validateOnly: validateOnly.value(Bool.self, in: request)
            ) { transaction throws(Interrupt) in
                let created = try put(draft!, author, in: transaction)
                try check(draft!, in: transaction)
                created.withUnsafeBytes { transaction.reply(encoded: $0) }
            }
        }
    }

    /// A resource to be recorded; its message lives as long as the request.
    struct Draft {
        let message: UnsafePointer<ProtobufCMessage>
        let id: String
        /// The caller has chosen the id.
        let isChosen: Bool
        let uid: String
    }

    /// What a create request asks for; nil when it holds no resource. `path` ends with "." or is empty.
    func draft(_ request: UnsafeRawPointer, at path: String, in violations: Violations) -> Draft? {
        let message = body.message(in: request)
        resource.violations(message, at: path + resource.field, in: violations)
        let uid = ResourceName.newUUID()
        let chosen = UnsafeRawBufferPointer(text: id.text(in: request))
        if !chosen.isEmpty, !ResourceName.isID(chosen) { violations.add(path + id.name, ResourceName.idRule) }
        let isChosen = !chosen.isEmpty
        let id = chosen.isEmpty ? resource.newID(uid) : String(decoding: chosen, as: UTF8.self)
        return message.map { Draft(message: $0, id: id, isChosen: isChosen, uid: uid) }
    }

    /// Writes it.
    /// - Returns: the resource as recorded, encoded.
    func put(_ draft: Draft, _ author: String, in transaction: Transaction) throws(Interrupt) -> [UInt8] {
        let time = try transaction.moment.time_ns
        let stamp = Stamp(name: name(of: draft), uid: draft.uid, time: time, author: author)
        return try resource.put(draft.message, stamp, deleted: false, in: transaction)
    }

    /// Throws what only the record can tell, when it and its like are written.
    func check(_ draft: Draft, in transaction: Transaction) throws(Interrupt) {
        try resource.checkInTransaction(transaction, UnsafeRawPointer(draft.message), name(of: draft))
    }

    private func name(of draft: Draft) -> String { "\(resource.kind.text)/\(draft.id)" }
}
