import CNghttp2
import DossierCore

/// The HTTP/2 state of one connection (RFC 9113), by libnghttp2: frames, header compression, flow control. No I/O.
///
/// It calls its connection's `take…`, `read` and `write` functions, on the thread that calls it; so no function here may
/// be called with exclusive access to what those use. Event loop only.
///
/// Whoever makes one frees it.
struct HTTP2Session {
    private let session: OpaquePointer
    private let memory: UnsafeMutablePointer<HTTP2Memory>

    /// A server's side.
    /// - Parameters:
    ///   - streams: how many may be open at a time.
    ///   - metadataBytes: what a client is told that the headers of one may take.
    init(streams: Int, metadataBytes: Int) {
        var session: OpaquePointer?
        memory = HTTP2Memory.make()
        var functions = HTTP2Memory.functions(memory)
        let result = HTTP2Callbacks.with { callbacks in
            Self.withOptions { nghttp2_session_server_new3(&session, callbacks, nil, $0, &functions) }
        }
        guard result == 0, let session else { fatalError("nghttp2 has no memory for a session") }
        self.session = session
        greet(streams: streams, metadataBytes: metadataBytes)
    }

    func free() {
        nghttp2_session_del(session)
        HTTP2Memory.free(memory)
    }

    /// Tells the session whom to call, before anything else: it must outlive the session, which does not retain it.
    func report(to connection: GRPCConnection) {
        nghttp2_session_set_user_data(session, Unmanaged.passUnretained(connection).toOpaque())
    }

    // MARK: - Bytes

    /// Bytes have arrived. False when the connection cannot go on.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let base = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        return nghttp2_session_mem_recv(session, base, bytes.count) == bytes.count
    }

    /// The next bytes to be written, valid until the next call; DATA frames go to the connection's `write` instead. Empty
    /// when nothing is left, or `write` has asked for a pause; nil when the connection cannot go on.
    func next() -> UnsafeRawBufferPointer? {
        var base: UnsafePointer<UInt8>?
        let count = nghttp2_session_mem_send(session, &base)
        return count < 0 ? nil : UnsafeRawBufferPointer(start: base, count: count)
    }

    /// Nothing is to be read or written any more: an error or a GOAWAY has ended it.
    var isOver: Bool { nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0 }

    // MARK: - Streams

    /// The open stream of that number.
    func stream(_ id: Int32) -> GRPCStream? {
        nghttp2_session_get_stream_user_data(session, id).map {
            Unmanaged<GRPCStream>.fromOpaque($0).takeUnretainedValue()
        }
    }

    /// Lets `stream` find the stream until it is detached. Does not retain it.
    func attach(_ stream: GRPCStream) {
        nghttp2_session_set_stream_user_data(session, stream.id, Unmanaged.passUnretained(stream).toOpaque())
    }

    /// Lets `stream` find it no more.
    func detach(_ stream: GRPCStream) { nghttp2_session_set_stream_user_data(session, stream.id, nil) }

    /// The headers of a response; with a body, which is asked for by the connection's `read`, unless it ends here.
    func respond(_ id: Int32, _ headers: UnsafeBufferPointer<nghttp2_nv>, hasBody: Bool) {
        guard hasBody else {
            nghttp2_submit_response(session, id, headers.baseAddress, headers.count, nil)
            return
        }
        var provider = HTTP2Callbacks.provider
        nghttp2_submit_response(session, id, headers.baseAddress, headers.count, &provider)
    }

    /// The headers behind the body. From the connection's `read` only, where it says that the body ends.
    func trail(_ id: Int32, _ headers: UnsafeBufferPointer<nghttp2_nv>) {
        nghttp2_submit_trailer(session, id, headers.baseAddress, headers.count)
    }

    /// There is more of a body of which `read` had none.
    func resume(_ id: Int32) { nghttp2_session_resume_data(session, id) }

    /// Ends a stream.
    func reset(_ id: Int32, _ code: nghttp2_error_code) {
        nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, code.rawValue)
    }

    /// The client has opened one at some time.
    var hasHadStream: Bool { nghttp2_session_get_last_proc_stream_id(session) > 0 }

    /// The client has closed its side of a stream, or the stream is gone.
    func isClosedByClient(_ id: Int32) -> Bool { nghttp2_session_get_stream_remote_close(session, id) != 0 }

    // MARK: - Flow control

    /// The client may send so many bytes more on the connection.
    func creditConnection(_ count: Int) { nghttp2_session_consume_connection(session, count) }

    /// The client may send so many bytes more on a stream.
    func creditStream(_ id: Int32, _ count: Int) { nghttp2_session_consume_stream(session, id, count) }

    // MARK: - The connection

    /// Asks for a sign of life. The payload comes back with the answer.
    func ping(_ payload: PingPayload) {
        payload.withBytes { nghttp2_submit_ping(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), $0) }
    }

    /// A GOAWAY that still takes every stream (RFC 9113, 6.8): the client is to open no more.
    func announceEnd() { nghttp2_submit_shutdown_notice(session) }

    /// A GOAWAY with the last stream that has been taken; later ones are ignored.
    func goAway(_ code: nghttp2_error_code, _ reason: StaticString = "") {
        let last = nghttp2_session_get_last_proc_stream_id(session)
        nghttp2_submit_goaway(
            session,
            UInt8(NGHTTP2_FLAG_NONE.rawValue),
            last,
            code.rawValue,
            reason.utf8Start,
            reason.utf8CodeUnitCount
        )
    }

    // MARK: - The beginning

    private static func withOptions(_ body: (OpaquePointer?) -> Int32) -> Int32 {
        var option: OpaquePointer?
        guard nghttp2_option_new(&option) == 0 else { return Int32(NGHTTP2_ERR_NOMEM.rawValue) }
        defer { nghttp2_option_del(option) }
        nghttp2_option_set_no_auto_window_update(option, 1)
        nghttp2_option_set_no_closed_streams(option, 1)
        nghttp2_option_set_max_outbound_ack(option, Limits.waitingAcknowledgements)
        nghttp2_option_set_max_continuations(option, Limits.continuations)
        nghttp2_option_set_max_settings(option, Limits.settings)
        nghttp2_option_set_max_send_header_block_length(option, Limits.headerBytes)
        // Later than the connection, which counts them, too, and says what was wrong.
        nghttp2_option_set_stream_reset_rate_limit(
            option,
            UInt64(2 * Limits.streamResets),
            UInt64(2 * Limits.streamResetsPerSecond)
        )
        return body(option)
    }

    private func greet(streams: Int, metadataBytes: Int) {
        let settings = [
            nghttp2_settings_entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, UInt32(streams)),
            nghttp2_settings_entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, UInt32(Limits.streamWindowBytes)),
            nghttp2_settings_entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, UInt32(metadataBytes)),
            nghttp2_settings_entry(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1),
        ]
        let flags = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        nghttp2_submit_settings(session, flags, settings, settings.count)
        nghttp2_session_set_local_window_size(session, flags, 0, Limits.connectionWindowBytes)
    }
}

extension nghttp2_settings_entry {
    fileprivate init(_ id: nghttp2_settings_id, _ value: UInt32) {
        self.init(settings_id: Int32(id.rawValue), value: value)
    }
}
