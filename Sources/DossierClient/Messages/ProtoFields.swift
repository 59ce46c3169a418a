/// The fields of an encoded protobuf message, in the order they stand there. Ends early where the bytes are broken.
public struct ProtoFields: Sequence, IteratorProtocol {
    /// One field.
    public struct Field {
        /// As in the .proto file.
        public let number: UInt32
        /// Of varint and fixed types; else 0.
        public let value: UInt64
        /// Of strings, bytes and messages; else empty.
        public let bytes: ArraySlice<UInt8>
        /// The whole field, tag included, as it stands in the message.
        public let encoded: ArraySlice<UInt8>

        /// The bytes as text.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private var rest: ArraySlice<UInt8>

    /// Of an encoded message.
    public init(_ message: ArraySlice<UInt8>) { rest = message }

    /// Of an encoded message.
    public init(_ message: [UInt8]) { rest = message[...] }

    /// Whether bytes were left that are no field.
    public var isBroken: Bool { !rest.isEmpty }

    /// The next field; nil at the end, or where the bytes are broken.
    public mutating func next() -> Field? {
        let start = rest
        guard let tag = varint(), let field = field(tag, from: start) else {
            rest = start
            return nil
        }
        return field
    }

    private mutating func field(_ tag: UInt64, from start: ArraySlice<UInt8>) -> Field? {
        var value: UInt64 = 0
        var bytes: ArraySlice<UInt8> = []
        switch tag & 7 {
        case 0:
            guard let number = varint() else { return nil }
            value = number
        case 1, 5:
            guard let taken = take(tag & 7 == 1 ? 8 : 4) else { return nil }
            value = taken.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        case 2:
            guard let length = varint(), let taken = take(length) else { return nil }
            bytes = taken
        default: return nil
        }
        guard let number = UInt32(exactly: tag >> 3), number > 0 else { return nil }
        return Field(number: number, value: value, bytes: bytes, encoded: start[start.startIndex..<rest.startIndex])
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }

    private mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
        guard count <= UInt64(rest.count) else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return rest.prefix(Int(count))
    }
}
