/// A ttrpc frame as bytes, written and read here by hand: the tests do not lean on the code they test.
package struct RawFrame: Equatable, CustomStringConvertible {
    package var stream: UInt32
    package var type: UInt8
    package var flags: UInt8 = 0
    package var body: [UInt8] = []

    package static let remoteClosed: UInt8 = 1
    package static let remoteOpen: UInt8 = 2
    package static let noData: UInt8 = 4

    /// A frame by its parts.
    package init(stream: UInt32, type: UInt8, flags: UInt8 = 0, body: [UInt8] = []) {
        self.stream = stream
        self.type = type
        self.flags = flags
        self.body = body
    }

    /// The frame as it is sent.
    package var bytes: [UInt8] { Self.bigEndian(UInt32(body.count)) + Self.bigEndian(stream) + [type, flags] + body }

    /// A call.
    package static func request(
        _ stream: UInt32,
        _ method: String,
        service: String = "test.Echo",
        payload: [UInt8] = [],
        flags: UInt8 = 0,
        timeout: Int64 = 0
    ) -> RawFrame {
        var body = field(1, Array(service.utf8)) + field(2, Array(method.utf8))
        if !payload.isEmpty { body += field(3, payload) }
        if timeout != 0 { body += varint(4 << 3) + varint(UInt64(bitPattern: timeout)) }
        return RawFrame(stream: stream, type: 1, flags: flags, body: body)
    }

    /// One more message of a client that streams.
    package static func data(_ stream: UInt32, _ message: [UInt8] = [], flags: UInt8 = 0) -> RawFrame {
        RawFrame(stream: stream, type: 3, flags: flags, body: message)
    }

    /// Of a Response: its status code, 0 when there is none.
    package var code: Int32 {
        guard let status = Self.fields(body).first(where: { $0.number == 1 }) else { return 0 }
        let code = Self.fields(status.bytes).first { $0.number == 1 }
        return Int32(truncatingIfNeeded: code?.value ?? 0)
    }

    /// Of a Response: the message of its status.
    package var message: String {
        guard let status = Self.fields(body).first(where: { $0.number == 1 }) else { return "" }
        return String(decoding: Self.fields(status.bytes).first { $0.number == 2 }?.bytes ?? [], as: UTF8.self)
    }

    /// Of a Response: the reply.
    package var payload: [UInt8] { Self.fields(body).first { $0.number == 2 }?.bytes ?? [] }

    package var description: String {
        "frame \(type) flags \(flags) on \(stream), \(body.count) bytes"
            + (type == 2 ? ", code \(code): \(message)" : "")
    }

    package static func bigEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    private static func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    /// The fields of a message that has only varints and lengths.
    private static func fields(_ bytes: [UInt8]) -> [(number: UInt64, value: UInt64, bytes: [UInt8])] {
        var found: [(UInt64, UInt64, [UInt8])] = []
        var rest = bytes[...]
        func varint() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while let byte = rest.popFirst() {
                value |= UInt64(byte & 0x7f) << shift
                shift += 7
                if byte < 0x80 { break }
            }
            return value
        }
        while !rest.isEmpty {
            let key = varint()
            let value = varint()
            guard key & 7 == 2 else {
                found.append((key >> 3, value, []))
                continue
            }
            found.append((key >> 3, 0, Array(rest.prefix(Int(value)))))
            rest = rest.dropFirst(Int(value))
        }
        return found
    }
}
