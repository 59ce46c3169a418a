import CDossierModule
import CProtobufC
import DossierCore

/// AIP-132 and AIP-158: the resources that a filter and a search leave, in an order, a page at a time; every page is of
/// the moment of the first.
struct ListMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let paging: Paging
    private let asOf, showDeleted, returnTotal: FieldRef
    private let filter, orderBy, search, readMask: FieldRef
    private let items, totalSize, sequence: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "List\(resource.plural)"
        let input = service.input(of: methodName)
        let output = service.output(of: methodName)
        func request(_ name: String) -> FieldRef { FieldRef(required: name, in: input) }
        paging = Paging(input, output)
        asOf = request("recorded_as_of")
        showDeleted = request("show_deleted")
        returnTotal = request("return_total_size")
        filter = request("filter")
        orderBy = request("order_by")
        search = request("search")
        readMask = request("read_mask")
        items = FieldRef(required: resource.pluralField, in: output)
        totalSize = FieldRef(required: "total_size", in: output)
        sequence = FieldRef(required: "sequence", in: output)
    }

    var method: Method {
        .reading(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            let mask = try FieldMask(readMask, in: request, of: resource.shape.descriptor, for: .reading)
            let all = try query(request)
            let token = try paging.token(request)
            let moment =
                if let token { dossier_moment(sequence: token.sequence, time_ns: 0) } else {
                    try Moments.requested(asOf, in: request)
                }
            var page = Page(of: items, size: all.limit - 1, mask: mask)
            try call.host.store.read(call, at: moment) { transaction throws(Interrupt) in
                if let next = try fill(&page, all, from: token, in: transaction) {
                    let token = PageToken(sequence: try transaction.moment.sequence, cursor: next)
                    paging.write(token, after: request, into: &page.reply)
                }
                if returnTotal.value(Bool.self, in: request) {
                    page.reply.varint(totalSize.number, try transaction.count(all))
                }
                page.reply.varint(sequence.number, try transaction.moment.sequence)
            }
            page.reply.bytes.withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    /// Without the cursor; its limit is one more than the page holds.
    private func query(_ request: UnsafeRawPointer) throws(Interrupt) -> Query {
        var query = Query(kind: resource.kind, limit: try paging.size(request) + 1)
        query.filter = filter.string(in: request)
        query.order = orderBy.string(in: request)
        query.text = search.string(in: request)
        query.showDeleted = showDeleted.value(Bool.self, in: request)
        return query
    }

    /// Fills a page.
    /// - Returns: where the next one starts, when there is one more record than fits.
    private func fill(
        _ page: inout Page,
        _ all: Query,
        from token: PageToken?,
        in transaction: Transaction
    ) throws(Interrupt) -> [UInt8]? {
        var query = all
        query.cursor = token?.cursor ?? []
        var cursor: [UInt8] = []
        do throws(Interrupt) {
            try transaction.find(query) { record in
                guard page.add(record.body) else { return false }
                cursor = [UInt8](record.cursor)
                return true
            }
        } catch {
            guard error.isInvalidArgument else { throw error }
            try QueryFaults.check(all, [(filter, \.filter), (orderBy, \.order), (search, \.text)], in: transaction)
            throw token == nil ? error : paging.strangeToken
        }
        return page.isFull ? cursor : nil
    }
}
