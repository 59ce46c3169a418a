import CNghttp2

/// A frame that was received or sent, as far as the door looks at it.
struct HTTP2Frame {
    /// Bytes before every frame's payload.
    static let headerSize = 9

    enum Kind {
        /// A header block: a request's, or the trailers behind its body.
        case headers(isRequest: Bool)
        case data(isEmpty: Bool)
        case reset(code: UInt32)
        case ping(isAnswer: Bool, payload: PingPayload)
        case goAway
        /// SETTINGS, PRIORITY, WINDOW_UPDATE and whatever else.
        case other
    }

    let stream: Int32
    let kind: Kind
    /// Nothing follows on its stream in this direction.
    let endsStream: Bool

    init(_ frame: UnsafePointer<nghttp2_frame>) {
        let header = frame.pointee.hd
        stream = header.stream_id
        let flags = UInt32(header.flags)
        switch nghttp2_frame_type(UInt32(header.type)) {
        case NGHTTP2_HEADERS:
            kind = .headers(isRequest: frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST)
            endsStream = flags & NGHTTP2_FLAG_END_STREAM.rawValue != 0
        case NGHTTP2_DATA:
            kind = .data(isEmpty: header.length == frame.pointee.data.padlen)
            endsStream = flags & NGHTTP2_FLAG_END_STREAM.rawValue != 0
        case NGHTTP2_RST_STREAM:
            kind = .reset(code: frame.pointee.rst_stream.error_code)
            endsStream = false
        case NGHTTP2_PING:
            let payload = PingPayload(frame.pointee.ping.opaque_data)
            kind = .ping(isAnswer: flags & NGHTTP2_FLAG_ACK.rawValue != 0, payload: payload)
            endsStream = false
        case NGHTTP2_GOAWAY:
            kind = .goAway
            endsStream = false
        default:
            kind = .other
            endsStream = false
        }
    }
}
