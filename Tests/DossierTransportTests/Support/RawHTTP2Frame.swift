import TestSupport

/// A frame of HTTP/2 (RFC 9113, 4.1), made or read by hand.
struct RawHTTP2Frame: Equatable {
    /// Its type.
    enum Kind: UInt8 {
        case data, headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate, continuation
    }

    static let endStream: UInt8 = 1
    static let acknowledgement: UInt8 = 1
    static let endHeaders: UInt8 = 4

    let kind: Kind
    var flags: UInt8 = 0
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    var bytes: [UInt8] {
        let header = RawFrame.bigEndian(UInt32(payload.count)).dropFirst() + [kind.rawValue, flags]
        return header + RawFrame.bigEndian(stream) + payload
    }

    /// Nothing follows on its stream.
    var endsStream: Bool { [.data, .headers].contains(kind) && flags & Self.endStream != 0 }

    /// The first four bytes as a number: an error code, a window, the last stream of a GOAWAY.
    var number: UInt32 { Self.number(payload[..<4]) }

    static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}

extension RawHTTP2Frame {
    /// The headers of a call to a method of `test.Echo`; names and values of fewer than 127 bytes.
    static func request(_ stream: UInt32, _ method: String, _ more: (String, String)...) -> RawHTTP2Frame {
        let headers = [
            (":method", "POST"), (":scheme", "http"), (":path", "/test.Echo/\(method)"), (":authority", "test"),
            ("te", "trailers"), ("content-type", "application/grpc"),
        ]
        let block = (headers + more).flatMap { name, value -> [UInt8] in [0] + text(name) + text(value) }
        return RawHTTP2Frame(kind: .headers, flags: endHeaders, stream: stream, payload: block)
    }

    /// A text of a header block, as it is (RFC 7541, 5.2).
    private static func text(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

    /// A message of a call.
    static func message(_ stream: UInt32, _ body: [UInt8] = [], ends: Bool = true) -> RawHTTP2Frame {
        RawHTTP2Frame(
            kind: .data,
            flags: ends ? endStream : 0,
            stream: stream,
            payload: [0] + RawFrame.bigEndian(UInt32(body.count)) + body
        )
    }

    static func windowUpdate(_ stream: UInt32, _ count: UInt32) -> RawHTTP2Frame {
        RawHTTP2Frame(kind: .windowUpdate, stream: stream, payload: RawFrame.bigEndian(count))
    }

    static func ping(_ payload: [UInt8] = Array("a client".utf8)) -> RawHTTP2Frame {
        RawHTTP2Frame(kind: .ping, payload: payload)
    }

    static func pong(_ ping: RawHTTP2Frame) -> RawHTTP2Frame {
        RawHTTP2Frame(kind: .ping, flags: acknowledgement, payload: ping.payload)
    }

    /// The window that every stream begins with.
    static func settings(initialWindow: UInt32) -> RawHTTP2Frame {
        RawHTTP2Frame(kind: .settings, payload: [0, 4] + RawFrame.bigEndian(initialWindow))
    }
}
