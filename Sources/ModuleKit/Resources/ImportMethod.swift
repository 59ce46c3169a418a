import CDossierProtos
import CProtobufC
import DossierCore

/// Takes any number of resources, each in a transaction of its own and each acknowledged: created where there is none
/// of its name, updated where it differs, refused where that cannot be; the others go on.
struct ImportMethod: Sendable {
    let resource: Resource
    private let methodName: String
    private let item, body, id: FieldRef
    private let acknowledged, outcome, name, sequence, status: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "Import\(resource.plural)"
        let input = service.input(of: methodName)
        item = FieldRef(required: "item", in: input)
        body = FieldRef(required: resource.field, in: input)
        id = FieldRef(required: "\(resource.field)_id", in: input)
        let output = service.output(of: methodName)
        acknowledged = FieldRef(required: "item", in: output)
        outcome = FieldRef(required: "outcome", in: output)
        name = FieldRef(required: "name", in: output)
        sequence = FieldRef(required: "sequence", in: output)
        status = FieldRef(required: "status", in: output)
    }

    var method: Method {
        .bidirectional(methodName, writes: true) { call throws(Interrupt) in
            ImportSession(call, self).start()
        }
    }

    /// The client's own number of an item.
    func number(_ request: UnsafeRawPointer) -> UInt64 { item.value(UInt64.self, in: request) }

    /// What a message asks for; INVALID_ARGUMENT naming what is wrong with it.
    func item(_ request: UnsafeRawPointer, mayChooseID: Bool) throws(Interrupt) -> ImportItem {
        let violations = Violations()
        let message = body.message(in: request)
        resource.violations(message, at: resource.field, in: violations)
        let uid = ResourceName.newUUID()
        let id = message.flatMap { chosenID(of: $0, request, in: violations) }
        try violations.check()
        return ImportItem(
            number: number(request),
            id: id ?? resource.newID(uid),
            mayBeNew: id == nil || mayChooseID,
            uid: uid,
            message: message!.packed
        )
    }

    /// The id in the resource's name, or the one beside it; nil: the server chooses.
    private func chosenID(
        of message: UnsafePointer<ProtobufCMessage>,
        _ request: UnsafeRawPointer,
        in violations: Violations
    ) -> String? {
        var chosen = id.string(in: request)
        let isID = chosen.withUTF8 { $0.isEmpty || ResourceName.isID(UnsafeRawBufferPointer($0)) }
        if !isID { violations.add(id.name, ResourceName.idRule) }
        let name = resource.shape.name.text(in: message)
        if UnsafeRawBufferPointer(text: name).isEmpty { return chosen.isEmpty ? nil : chosen }
        guard let (named, revision) = ResourceName.parse(name, kind: resource.kind), revision == 0 else {
            violations.add(
                "\(resource.field).name",
                "must be empty, or the name of the resource: \(resource.kind.text)/ID"
            )
            return nil
        }
        let id = String(decoding: named, as: UTF8.self)
        if !chosen.isEmpty, chosen != id {
            violations.add(self.id.name, "is not the last part of \(resource.field).name")
        }
        return id
    }

    /// The acknowledgement of an item that the record now holds.
    func acknowledgement(
        of item: ImportItem,
        _ outcome: Dossier__V1__ImportOutcome,
        _ sequence: UInt64
    ) -> [UInt8] {
        var reply = WireWriter(capacity: 128)
        reply.varint(acknowledged.number, item.number)
        reply.varint(self.outcome.number, UInt64(outcome.rawValue))
        reply.bytes(name.number, "\(resource.kind.text)/\(item.id)".utf8)
        reply.varint(self.sequence.number, sequence)
        return reply.bytes
    }

    /// The acknowledgement of an item that was not taken.
    func refusal(of number: UInt64, _ reason: Status) -> [UInt8] {
        var inner = WireWriter(capacity: reason.message.utf8.count + reason.encodedDetails.count + 16)
        inner.varint(1, UInt64(reason.code.rawValue))
        inner.bytes(2, reason.message.utf8)
        reason.encodedDetails.withUnsafeBytes { inner.append($0) }
        var reply = WireWriter(capacity: inner.bytes.count + 32)
        reply.varint(acknowledged.number, number)
        reply.varint(outcome.number, UInt64(DOSSIER__V1__IMPORT_OUTCOME__IMPORT_OUTCOME_REFUSED.rawValue))
        reply.message(status.number, inner.bytes)
        return reply.bytes
    }
}
