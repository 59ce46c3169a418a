import CNghttp2

/// What nghttp2 calls, in C: each finds the connection and hands over.
enum HTTP2Callbacks {
    /// Where bodies come from: the connection's `read`.
    static var provider: nghttp2_data_provider {
        nghttp2_data_provider(source: nghttp2_data_source(ptr: nil)) { _, id, _, length, flags, _, user in
            let (count, readFlags) = HTTP2Callbacks.with(user) { $0.read(id, upTo: length) }
            flags?.pointee |= UInt32(NGHTTP2_DATA_FLAG_NO_COPY.rawValue | readFlags.rawValue)
            return count ?? Int(NGHTTP2_ERR_DEFERRED.rawValue)
        }
    }

    /// Lends the table of callbacks.
    static func with(_ body: (OpaquePointer?) -> Int32) -> Int32 {
        var callbacks: OpaquePointer?
        guard nghttp2_session_callbacks_new(&callbacks) == 0 else { return Int32(NGHTTP2_ERR_NOMEM.rawValue) }
        defer { nghttp2_session_callbacks_del(callbacks) }
        setInbound(callbacks)
        setOutbound(callbacks)
        return body(callbacks)
    }

    private static func setInbound(_ callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, user in
            let id = frame!.pointee.hd.stream_id
            let isRequest = frame!.pointee.headers.cat == NGHTTP2_HCAT_REQUEST
            HTTP2Callbacks.with(user) { $0.takeBeginning(of: id, isRequest: isRequest) }
            return 0
        }
        nghttp2_session_callbacks_set_on_header_callback(callbacks) { _, _, name, nameSize, value, valueSize, _, user in
            let name = UnsafeRawBufferPointer(start: name, count: nameSize)
            let value = UnsafeRawBufferPointer(start: value, count: valueSize)
            let goesOn = HTTP2Callbacks.with(user) { $0.takeHeader(name, value) }
            return goesOn ? 0 : Int32(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
        }
        // A header that HTTP/2 does not allow makes the request malformed (RFC 9113, 8.1.1); nghttp2 alone would skip it.
        nghttp2_session_callbacks_set_on_invalid_header_callback(callbacks) { _, _, _, _, _, _, _, _ in
            Int32(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
        }
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, flags, id, bytes, count, user in
            let isLast = UInt32(flags) & NGHTTP2_FLAG_END_STREAM.rawValue != 0
            let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
            HTTP2Callbacks.with(user) { $0.takeData(id, bytes, isLast: isLast) }
            return 0
        }
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
            HTTP2Callbacks.with(user) { $0.takeFrame(HTTP2Frame(frame!)) }
            return 0
        }
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, id, _, user in
            HTTP2Callbacks.with(user) { $0.takeClose(of: id) }
            return 0
        }
    }

    private static func setOutbound(_ callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { _, frame, user in
            HTTP2Callbacks.with(user) { $0.didSend(HTTP2Frame(frame!)) }
            return 0
        }
        // Headers that are too large to be sent: their stream would wait for ever.
        nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks) { _, frame, _, user in
            let frame = HTTP2Frame(frame!)
            if case .headers = frame.kind { HTTP2Callbacks.with(user) { $0.didNotSend(frame.stream) } }
            return 0
        }
        nghttp2_session_callbacks_set_send_data_callback(callbacks) { _, frame, header, count, _, user in
            let header = UnsafeRawBufferPointer(start: header, count: HTTP2Frame.headerSize)
            switch HTTP2Callbacks.with(user, { $0.write(frame!.pointee.hd.stream_id, header, count) }) {
            case true: return 0
            case false: return Int32(NGHTTP2_ERR_PAUSE.rawValue)
            case nil: return Int32(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)
            }
        }
    }

    /// The connection outlives its session, so that it need not be retained.
    private static func with<Result>(_ user: UnsafeMutableRawPointer?, _ body: (GRPCConnection) -> Result) -> Result {
        Unmanaged<GRPCConnection>.fromOpaque(user!)._withUnsafeGuaranteedRef(body)
    }
}
