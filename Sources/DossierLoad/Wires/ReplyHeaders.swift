import CNghttp2
import DossierCore

/// Reads the header blocks of a connection's replies, for the one field that a load looks at. One thread.
final class ReplyHeaders {
    private let inflater: OpaquePointer

    init() {
        var inflater: OpaquePointer?
        guard nghttp2_hd_inflate_new(&inflater) == 0, let inflater else { fatalError("nghttp2 has no memory") }
        self.inflater = inflater
    }

    deinit { nghttp2_hd_inflate_del(inflater) }

    /// Every block must be read, in the order they come, because each says what the next ones refer to.
    /// - Returns: `grpc-status`; nil where there is none.
    /// - Throws: INTERNAL for what is no header block.
    func status(in block: UnsafeRawBufferPointer) throws(Status) -> StatusCode? {
        var found: StatusCode?
        var next = block.assumingMemoryBound(to: UInt8.self).baseAddress
        var left = block.count
        while true {
            var field = nghttp2_nv()
            var flags: CInt = 0
            let used = nghttp2_hd_inflate_hd2(inflater, &field, &flags, next, left, 1)
            guard used >= 0 else { throw Status(.internal, "a reply has headers that cannot be read") }
            next = next.map { $0 + used }
            left -= used
            if flags & CInt(NGHTTP2_HD_INFLATE_EMIT.rawValue) != 0, let code = Self.code(field) { found = code }
            if flags & CInt(NGHTTP2_HD_INFLATE_FINAL.rawValue) != 0 { break }
            if flags & CInt(NGHTTP2_HD_INFLATE_EMIT.rawValue) == 0, left == 0 { break }
        }
        nghttp2_hd_inflate_end_headers(inflater)
        return found
    }

    private static let name = Array("grpc-status".utf8)

    private static func code(_ field: nghttp2_nv) -> StatusCode? {
        guard field.namelen == name.count, name.elementsEqual(UnsafeBufferPointer(start: field.name, count: name.count))
        else { return nil }
        let digits = UnsafeBufferPointer(start: field.value, count: field.valuelen)
        return Int32(String(decoding: digits, as: UTF8.self)).flatMap(StatusCode.init) ?? .unknown
    }
}
