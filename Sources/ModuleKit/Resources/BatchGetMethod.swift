import CDossierModule
import CProtobufC
import DossierCore

/// AIP-231: several resources of one moment, in the order asked for; one that is missing fails the call.
struct BatchGetMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let names, readMask, asOf, reply: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "BatchGet\(resource.plural)"
        let input = service.input(of: methodName)
        names = FieldRef(required: "names", in: input)
        readMask = FieldRef(required: "read_mask", in: input)
        asOf = FieldRef(required: "recorded_as_of", in: input)
        reply = FieldRef(required: resource.pluralField, in: service.output(of: methodName))
    }

    var method: Method {
        .reading(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            let mask = try FieldMask(readMask, in: request, of: resource.shape.descriptor, for: .reading)
            let ids = try ids(names.texts(in: request))
            var page = Page(of: reply, size: ids.count, mask: mask)
            try call.host.store.read(call, at: Moments.requested(asOf, in: request)) { transaction throws(Interrupt) in
                for (id, revision) in ids {
                    try transaction.get(resource.kind, id, revision: revision) { record in page.add(record.body) }
                    if page.isFull { throw tooLarge }
                }
            }
            page.reply.bytes.withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    private var tooLarge: Interrupt {
        .failed(.resourceExhausted, "the reply would be larger than \(Limits.pageBytes) bytes; ask for fewer names")
    }

    private func ids(
        _ names: UnsafeBufferPointer<UnsafePointer<CChar>>
    ) throws(Interrupt) -> [(id: UnsafeRawBufferPointer, revision: UInt64)] {
        guard (1...Limits.batchItems).contains(names.count) else {
            throw Violations.failure("names", "must hold 1 to \(Limits.batchItems) names; there are \(names.count)")
        }
        var ids: [(id: UnsafeRawBufferPointer, revision: UInt64)] = []
        for (index, name) in names.enumerated() {
            ids.append(try resource.id(name, field: "names[\(index)]"))
        }
        return ids
    }
}
