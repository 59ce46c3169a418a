import CDossierModule
import CProtobufC
import DossierCore

/// AIP-162: the revisions of one resource, newest first, tombstones too; every page is of the moment of the first.
struct ListRevisionsMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let paging: Paging
    private let name, readMask, items: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "List\(resource.singular)Revisions"
        let input = service.input(of: methodName)
        let output = service.output(of: methodName)
        paging = Paging(input, output)
        name = FieldRef(required: "name", in: input)
        readMask = FieldRef(required: "read_mask", in: input)
        items = FieldRef(required: resource.pluralField, in: output)
    }

    var method: Method {
        .reading(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            let id = try resource.id(withoutRevision: name.text(in: request))
            let mask = try FieldMask(readMask, in: request, of: resource.shape.descriptor, for: .reading)
            let size = try paging.size(request)
            let token = try paging.token(request)
            var page = Page(of: items, size: size, mask: mask)
            let moment = dossier_moment(sequence: token?.sequence ?? 0, time_ns: 0)
            try call.host.store.read(call, at: moment) { transaction throws(Interrupt) in
                var last = token?.revision ?? 0
                try transaction.history(resource.kind, id, before: last, limit: size + 1) { record in
                    guard page.add(record.body) else { return false }
                    last = record.revision
                    return true
                }
                if last == 0 { throw resource.notFound(id) }
                if page.isFull {
                    let next = PageToken(sequence: try transaction.moment.sequence, revision: last)
                    paging.write(next, after: request, into: &page.reply)
                }
            }
            page.reply.bytes.withUnsafeBytes { call.finish(encoded: $0) }
        }
    }
}

extension PageToken {
    /// Goes on before a revision.
    fileprivate init(sequence: UInt64, revision: UInt64) {
        self.init(sequence: sequence, cursor: Self.bytes(revision))
    }

    /// The last one of the page before.
    fileprivate var revision: UInt64 { Self.integer(cursor[...]) }
}
