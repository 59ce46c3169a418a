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
            let query = try query(request)
            var response = WireWriter()
            try call.host.store.read(call, at: Moments.requested(asOf, in: request)) { transaction throws(Interrupt) in
                try page(query, in: transaction, into: &response)
                if returnTotal.value(Bool.self, in: request) {
                    response.varint(totalSize.number, try transaction.count(query))
                }
                response.varint(sequence.number, transaction.moment.sequence)
            }
            response.bytes.withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    private func query(_ request: UnsafeRawPointer) throws(Interrupt) -> Query {
        let size = Int(pageSize.value(Int32.self, in: request))
        guard size >= 0 else { throw .failed(.invalidArgument, "page_size: must not be negative") }
        let limit = size == 0 ? Limits.defaultPageSize : min(size, Limits.pageSize)
        guard let cursor = Token.decode(pageToken.text(in: request)) else {
            throw .failed(.invalidArgument, "page_token: is not one that this server gave out")
        }
        return Query(
            kind: resource.kind,
            limit: limit + 1,
            cursor: cursor,
            showDeleted: showDeleted.value(Bool.self, in: request)
        )
    }

    /// Appends a page, and the token of the next when there is one more record than fits.
    private func page(_ query: Query, in transaction: Transaction, into response: inout WireWriter) throws(Interrupt) {
        var cursor: [UInt8] = []
        var count = 0
        var hasMore = false
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
        if hasMore { response.bytes(nextPageToken.number, Token.encode(cursor)) }
    }
}
