import CDossierModule
import CProtobufC
import DossierCore

/// AIP-233: records several resources, all or none.
struct BatchCreateMethod: Sendable {
    private let create: CreateMethod
    private let methodName: String
    private let requests, requestID, validateOnly, reply: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        create = CreateMethod(resource, service)
        methodName = "BatchCreate\(resource.plural)"
        let input = service.input(of: methodName)
        requests = FieldRef(required: "requests", in: input)
        requestID = FieldRef(required: "request_id", in: input)
        validateOnly = FieldRef(required: "validate_only", in: input)
        reply = FieldRef(required: resource.pluralField, in: service.output(of: methodName))
    }

    var method: Method {
        .writing(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            let drafts = try drafts(requests.messages(in: request))
            if drafts.contains(where: \.isChosen), !call.mayChooseIDs { throw Call.mayNotChooseIDs }
            let author = call.subject
            try call.host.store.write(
                call,
                requestID: requestID.text(in: request),
                validateOnly: validateOnly.value(Bool.self, in: request)
            ) { transaction throws(Interrupt) in
                var response = WireWriter()
                for draft in drafts {
                    response.message(reply.number, try create.put(draft, author, in: transaction))
                    // Here, where nothing is written yet: what is written must be answered.
                    if response.bytes.count > Limits.pageBytes { throw tooLarge }
                }
                for draft in drafts { try create.check(draft, in: transaction) }
                response.bytes.withUnsafeBytes { transaction.reply(encoded: $0) }
            }
        }
    }

    private var tooLarge: Interrupt {
        .failed(.resourceExhausted, "the reply would be larger than \(Limits.pageBytes) bytes; send fewer at a time")
    }

    private func drafts(
        _ requests: UnsafeBufferPointer<UnsafePointer<ProtobufCMessage>>
    ) throws(Interrupt) -> [CreateMethod.Draft] {
        let violations = Violations()
        if !(1...Limits.batchItems).contains(requests.count) {
            violations.add("requests", "must hold 1 to \(Limits.batchItems) items; there are \(requests.count)")
            try violations.check()
        }
        var drafts: [CreateMethod.Draft] = []
        drafts.reserveCapacity(requests.count)
        for (index, request) in requests.enumerated() {
            let path = "requests[\(index)]."
            let request = UnsafeRawPointer(request)
            if !UnsafeRawBufferPointer(text: create.requestID.text(in: request)).isEmpty {
                violations.add(path + "request_id", "must be unset: the batch has one")
            }
            if create.validateOnly.value(Bool.self, in: request) {
                violations.add(path + "validate_only", "must be unset: the batch has one")
            }
            if let draft = create.draft(request, at: path, in: violations) { drafts.append(draft) }
        }
        try violations.check()
        return drafts
    }
}
