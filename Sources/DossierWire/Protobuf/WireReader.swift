/// Walks encoded bytes without copying them. Everything it returns is a slice of its input.
struct WireReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }
    var remaining: Int { bytes.count - offset }

    /// The next field's number and layout.
    @inline(__always)
    mutating func tag() throws(WireFault) -> (number: UInt32, type: WireType) {
        let value = try varint(limit: 5)
        guard value >> 3 != 0, value <= UInt32.max else { throw .fieldNumber }
        guard let type = WireType(rawValue: UInt8(value & 7)) else {
            throw value & 7 < 5 ? .group : .unknownWireType
        }
        return (UInt32(value >> 3), type)
    }

    @inline(__always)
    mutating func varint() throws(WireFault) -> UInt64 { try varint(limit: 10) }

    /// A varint of at most so many bytes.
    @inline(__always)
    private mutating func varint(limit: Int) throws(WireFault) -> UInt64 {
        if remaining > 1 {
            let first = bytes[offset]
            let second = bytes[offset + 1]
            if first < 0x80 {
                offset += 1
                return UInt64(first)
            }
            if second < 0x80 {
                offset += 2
                return UInt64(first & 0x7f) | UInt64(second) << 7
            }
        }
        return try longVarint(limit: limit)
    }

    @inline(never)
    private mutating func longVarint(limit: Int) throws(WireFault) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<limit {
            guard offset < bytes.count else { throw .truncated }
            let byte = bytes[offset]
            offset += 1
            value |= UInt64(byte & 0x7f) << (7 * UInt64(index))
            if byte < 0x80 {
                guard index < 9 || byte < 2 else { throw .overlongVarint }
                return value
            }
        }
        throw .overlongVarint
    }

    /// The contents of a length-prefixed field.
    @inline(__always)
    mutating func lengthPrefixed() throws(WireFault) -> UnsafeRawBufferPointer {
        // protobuf-c reads no length longer than five bytes.
        let length = try varint(limit: 5)
        guard length <= UInt64(remaining) else { throw .truncated }
        return take(Int(length))
    }

    /// Passes a field over.
    @inline(__always)
    mutating func skip(_ type: WireType) throws(WireFault) {
        switch type {
        case .varint: _ = try varint()
        case .fixed64: try skip(count: 8)
        case .fixed32: try skip(count: 4)
        case .lengthPrefixed: _ = try lengthPrefixed()
        }
    }

    private mutating func skip(count: Int) throws(WireFault) {
        guard remaining >= count else { throw .truncated }
        offset += count
    }

    private mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
        let slice = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
        offset += count
        return slice
    }
}
