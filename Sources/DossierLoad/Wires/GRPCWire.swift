import DossierCore
import NIOCore

/// gRPC over HTTP/2 (RFC 9113), written frame by frame: a general client would cost more than the server it measures.
struct GRPCWire: LoadWire {
    private static let greeting = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
    /// What a server may send ahead: of one reply, which is at most a message, and of all.
    private static let streamWindow = 2 * Limits.messageBytes
    private static let window = 1 << 30
    /// What every server takes of one stream before it has read it.
    private static let requestBytes = 65_535

    /// Requests with the five bytes before them.
    private let messages: [[[UInt8]]]
    private let largest: Int
    private var requests: RequestHeaders
    private let replies = ReplyHeaders()
    /// Headers of a reply that have come in parts, and whether they end it.
    private var block: [UInt8] = []
    private var blockEnds = false
    /// Bytes that may still be sent,
    private var sendWindow = 65_535
    /// and calls that may be open.
    private var streams = 100
    /// Bytes that have come since the server was last given more.
    private var received = 0

    init(_ plan: LoadPlan) throws(Status) {
        requests = RequestHeaders(plan)
        messages = plan.calls.map { call in
            call.requests.map { request in
                withUnsafeBytes(of: UInt32(request.count).bigEndian) { [0] + Array($0) + request }
            }
        }
        largest = messages.joined().map(\.count).max() ?? 0
        guard largest <= Self.requestBytes else {
            throw Status(
                .invalidArgument,
                "a load over gRPC has requests of at most \(Self.requestBytes - 5) bytes; call by ttrpc"
            )
        }
    }

    func begin(into out: inout ByteBuffer) {
        out.writeString(Self.greeting)
        out.writeFrameHeader(.settings, length: 12, stream: 0)
        out.writeInteger(Setting.enablePush)
        out.writeInteger(UInt32(0))
        out.writeInteger(Setting.initialWindow)
        out.writeInteger(UInt32(Self.streamWindow))
        out.writeWindowUpdate(by: Self.window - 65_535)
    }

    private enum Setting {
        static let enablePush: UInt16 = 2
        static let concurrentStreams: UInt16 = 3
        static let initialWindow: UInt16 = 4
    }

    func hasRoom(open: Int) -> Bool { open < streams && sendWindow >= largest }

    mutating func call(_ stream: UInt32, _ kind: Int, _ request: Int, into out: inout ByteBuffer) {
        let headers = requests.next(kind)
        out.writeFrameHeader(.headers, length: headers.count, flags: HTTP2FrameHeader.endHeaders, stream: stream)
        out.writeBytes(headers)
        let message = messages[kind][request]
        sendWindow -= message.count
        var rest = message[...]
        while rest.count > HTTP2FrameHeader.payloadBytes {
            out.writeFrameHeader(.data, length: HTTP2FrameHeader.payloadBytes, stream: stream)
            out.writeBytes(rest.prefix(HTTP2FrameHeader.payloadBytes))
            rest = rest.dropFirst(HTTP2FrameHeader.payloadBytes)
        }
        out.writeFrameHeader(.data, length: rest.count, flags: HTTP2FrameHeader.endStream, stream: stream)
        out.writeBytes(rest)
    }

    // MARK: - Replies

    mutating func read(
        _ bytes: inout UnsafeRawBufferPointer,
        into out: inout ByteBuffer,
        ended: (UInt32, StatusCode) -> Void
    ) throws(Status) {
        while let header = HTTP2FrameHeader(parsing: bytes) {
            let end = HTTP2FrameHeader.size + header.length
            guard bytes.count >= end else { break }
            let payload = UnsafeRawBufferPointer(rebasing: bytes[HTTP2FrameHeader.size..<end])
            try take(header, payload, into: &out, ended)
            bytes = UnsafeRawBufferPointer(rebasing: bytes[end...])
        }
        if received > Self.window / 2 {
            out.writeWindowUpdate(by: received)
            received = 0
        }
    }

    private mutating func take(
        _ header: HTTP2FrameHeader,
        _ payload: UnsafeRawBufferPointer,
        into out: inout ByteBuffer,
        _ ended: (UInt32, StatusCode) -> Void
    ) throws(Status) {
        let isAcknowledgement = header.flags & HTTP2FrameHeader.acknowledges != 0
        switch header.kind {
        case .data:
            received += payload.count
            // A call ends with trailers.
            if header.flags & HTTP2FrameHeader.endStream != 0 { ended(header.stream, .unknown) }
        case .headers: try takeHeaders(header, Self.unpadded(payload, header.flags), ended)
        case .continuation: try takeHeaders(header, payload, ended)
        case .reset: ended(header.stream, Self.code(ofReset: Self.integer(payload, at: 0)))
        case .settings where !isAcknowledgement:
            takeSettings(payload)
            out.writeFrameHeader(.settings, length: 0, flags: HTTP2FrameHeader.acknowledges, stream: 0)
        case .ping where !isAcknowledgement:
            out.writeFrameHeader(.ping, length: payload.count, flags: HTTP2FrameHeader.acknowledges, stream: 0)
            out.writeBytes(payload)
        case .windowUpdate where header.stream == 0: sendWindow += Int(Self.integer(payload, at: 0) & 0x7FFF_FFFF)
        case .goAway:
            let reason = String(decoding: payload.dropFirst(8), as: UTF8.self)
            throw Status(.unavailable, "the server sent a connection of the load away: \(reason)")
        case .settings, .ping, .windowUpdate, nil: break
        }
    }

    private mutating func takeHeaders(
        _ header: HTTP2FrameHeader,
        _ payload: UnsafeRawBufferPointer,
        _ ended: (UInt32, StatusCode) -> Void
    ) throws(Status) {
        if header.kind == .headers { blockEnds = header.flags & HTTP2FrameHeader.endStream != 0 }
        let code: StatusCode?
        if block.isEmpty, header.flags & HTTP2FrameHeader.endHeaders != 0 {
            code = try replies.status(in: payload)
        } else {
            block += payload
            guard header.flags & HTTP2FrameHeader.endHeaders != 0 else { return }
            code = try block.span.bytes.withUnsafeBytes { (bytes) throws(Status) in try replies.status(in: bytes) }
            block = []
        }
        if blockEnds { ended(header.stream, code ?? .unknown) }
    }

    private mutating func takeSettings(_ payload: UnsafeRawBufferPointer) {
        for start in stride(from: 0, to: payload.count - 5, by: 6) {
            let setting = UInt16(bigEndian: payload.loadUnaligned(fromByteOffset: start, as: UInt16.self))
            if setting == Setting.concurrentStreams { streams = Int(Self.integer(payload, at: start + 2)) }
        }
    }

    /// What is left of HEADERS without padding and priority.
    private static func unpadded(_ payload: UnsafeRawBufferPointer, _ flags: UInt8) -> UnsafeRawBufferPointer {
        var block = payload[...]
        if flags & HTTP2FrameHeader.padded != 0, let padding = block.popFirst() { block = block.dropLast(Int(padding)) }
        if flags & HTTP2FrameHeader.priority != 0 { block = block.dropFirst(5) }
        return UnsafeRawBufferPointer(rebasing: block)
    }

    private static func integer(_ payload: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
        guard payload.count >= offset + 4 else { return 0 }
        return UInt32(bigEndian: payload.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// As gRPC tells them (doc/PROTOCOL-HTTP2.md, Errors).
    private static func code(ofReset error: UInt32) -> StatusCode {
        switch error {
        case 7: .unavailable
        case 8: .cancelled
        case 11: .resourceExhausted
        case 12: .permissionDenied
        default: .internal
        }
    }
}
