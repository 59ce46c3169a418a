import CProtobufC
import DossierCore

/// What a method has that answers a page at a time (AIP-158): the fields for it in its request and its reply.
package struct Paging: Sendable {
    private let pageSize, pageToken, nextPageToken: FieldRef

    package init(
        _ request: UnsafePointer<ProtobufCMessageDescriptor>,
        _ reply: UnsafePointer<ProtobufCMessageDescriptor>
    ) {
        pageSize = FieldRef(required: "page_size", in: request)
        pageToken = FieldRef(required: "page_token", in: request)
        nextPageToken = FieldRef(required: "next_page_token", in: reply)
    }

    /// How many resources a page may have.
    package func size(_ request: UnsafeRawPointer) throws(Interrupt) -> Int {
        let size = Int(pageSize.value(Int32.self, in: request))
        guard size >= 0 else { throw Violations.failure(pageSize.name, "must not be negative") }
        return size == 0 ? Limits.defaultPageSize : min(size, Limits.pageSize)
    }

    /// Where the page starts; nil: the first one.
    package func token(_ request: UnsafeRawPointer) throws(Interrupt) -> PageToken? {
        let text = pageToken.text(in: request)
        if UnsafeRawBufferPointer(text: text).isEmpty { return nil }
        guard let token = PageToken(text, of: identity(of: request)) else { throw strangeToken }
        return token
    }

    /// A token that belongs to no request, or to another.
    package var strangeToken: Interrupt {
        Violations.failure(
            pageToken.name,
            "was not given out for this request; leave it out to start at the first page"
        )
    }

    /// Says in a reply where the next page starts.
    package func write(_ token: PageToken, after request: UnsafeRawPointer, into reply: inout WireWriter) {
        reply.bytes(nextPageToken.number, token.encode(of: identity(of: request)))
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
}
