import CDossierModule
import CProtobufC
import DossierCore

/// AIP-132 and AIP-158: the resources by name, a page at a time, every page of the moment of the first.
struct ListMethod: Sendable {
    private let resource: Resource
    private let methodName: String
    private let pageSize, pageToken, asOf, showDeleted, returnTotal: FieldRef
    private let filter, orderBy, search, readMask: FieldRef
    private let items, nextPageToken, totalSize, sequence: FieldRef

    init(_ resource: Resource, _ service: UnsafePointer<ProtobufCServiceDescriptor>) {
        self.resource = resource
        methodName = "List\(resource.plural)"
        let input = service.input(of: methodName)
        func request(_ name: String) -> FieldRef { FieldRef(required: name, in: input) }
        pageSize = request("page_size")
        pageToken = request("page_token")
        asOf = request("recorded_as_of")
        showDeleted = request("show_deleted")
        returnTotal = request("return_total_size")
        filter = request("filter")
        orderBy = request("order_by")
        search = request("search")
        readMask = request("read_mask")
        let output = service.output(of: methodName)
        items = FieldRef(required: resource.pluralField, in: output)
        nextPageToken = FieldRef(required: "next_page_token", in: output)
        totalSize = FieldRef(required: "total_size", in: output)
        sequence = FieldRef(required: "sequence", in: output)
    }

    var method: Method {
        .reading(methodName) { call, request throws(Interrupt) in
            let request = UnsafeRawPointer(request)
            try Unserved.check(filter, orderBy, search, readMask, in: request)
            let size = try size(request)
            let identity = identity(of: request)
            let token = try token(request, identity)
            let moment =
                if let token { dossier_moment(sequence: token.sequence, time_ns: 0) } else {
                    try Moments.requested(asOf, in: request)
                }
            var all = Query(kind: resource.kind, limit: size + 1)
            all.showDeleted = showDeleted.value(Bool.self, in: request)
            var response = WireWriter()
            try call.host.store.read(call, at: moment) { [all] transaction throws(Interrupt) in
                var query = all
                query.cursor = token?.cursor ?? []
                if let next = try page(query, in: transaction, into: &response) {
                    let token = PageToken(sequence: transaction.moment.sequence, cursor: next)
                    response.bytes(nextPageToken.number, token.encode(of: identity))
                }
                if returnTotal.value(Bool.self, in: request) {
                    response.varint(totalSize.number, try transaction.count(all))
                }
                response.varint(sequence.number, transaction.moment.sequence)
            }
            response.bytes.withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    private func size(_ request: UnsafeRawPointer) throws(Interrupt) -> Int {
        let size = Int(pageSize.value(Int32.self, in: request))
        guard size >= 0 else { throw Violations.failure(pageSize.name, "must not be negative") }
        return size == 0 ? Limits.defaultPageSize : min(size, Limits.pageSize)
    }

    /// Nil on the first page.
    private func token(_ request: UnsafeRawPointer, _ identity: [UInt8]) throws(Interrupt) -> PageToken? {
        let text = pageToken.text(in: request)
        if UnsafeRawBufferPointer(text: text).isEmpty { return nil }
        guard let token = PageToken(text, of: identity) else { throw strangeToken }
        return token
    }

    private var strangeToken: Interrupt {
        Violations.failure(
            pageToken.name,
            "was not given out for this request; leave it out to start at the first page"
        )
    }

    /// The request without what may change from page to page.
    private func identity(of request: UnsafeRawPointer) -> [UInt8] {
        let type = request.assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor!
        return withUnsafeTemporaryAllocation(byteCount: type.pointee.sizeof_message, alignment: 16) { copy in
            copy.copyMemory(from: UnsafeRawBufferPointer(start: request, count: copy.count))
            pageSize.set(0 as Int32, in: copy.baseAddress!)
            pageToken.set(nil as UnsafePointer<CChar>?, in: copy.baseAddress!)
            return UnsafePointer(copy.baseAddress!.assumingMemoryBound(to: ProtobufCMessage.self)).packed
        }
    }

    /// Appends a page.
    /// - Returns: where the next one starts, when there is one more record than fits.
    private func page(
        _ query: Query,
        in transaction: Transaction,
        into response: inout WireWriter
    ) throws(Interrupt) -> [UInt8]? {
        var cursor: [UInt8] = []
        var count = 0
        var hasMore = false
        do throws(Interrupt) {
            try transaction.find(query) { record in
                let full = count > 0 && response.bytes.count + record.body.count > Limits.pageBytes
                if full || count == query.limit - 1 {
                    hasMore = true
                    return false
                }
                count += 1
                response.message(items.number, record.body)
                cursor = [UInt8](record.cursor)
                return true
            }
        } catch {
            throw error.isInvalidArgument ? strangeToken : error
        }
        return hasMore ? cursor : nil
    }
}
