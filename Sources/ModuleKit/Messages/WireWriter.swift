import CProtobufC

/// Appends protobuf fields: for messages that carry records already encoded, which need not be decoded for it.
package struct WireWriter {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// A number; left out when 0, as proto3 does.
    package mutating func varint(_ field: UInt32, _ value: UInt64) {
        guard value != 0 else { return }
        raw(UInt64(field) << 3)
        raw(value)
    }

    /// A string, bytes or a message; left out when empty, but for messages.
    package mutating func bytes(_ field: UInt32, _ value: some Collection<UInt8>) {
        guard !value.isEmpty else { return }
        message(field, value)
    }

    /// A message, even an empty one.
    package mutating func message(_ field: UInt32, _ value: some Collection<UInt8>) {
        raw(UInt64(field) << 3 | 2)
        raw(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A message that is lent, even an empty one: many are, so not generic.
    package mutating func message(_ field: UInt32, _ value: UnsafeRawBufferPointer) {
        raw(UInt64(field) << 3 | 2)
        raw(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A message, even an empty one.
    package mutating func message(_ field: UInt32, _ value: [UInt8]) {
        value.withUnsafeBytes { message(field, $0) }
    }

    /// Fields that are encoded already.
    package mutating func append(_ fields: UnsafeRawBufferPointer) { bytes.append(contentsOf: fields) }

    /// A google.protobuf.Timestamp.
    package mutating func timestamp(_ field: UInt32, nanoseconds: Int64) {
        let (seconds, nanos) = splitNanoseconds(nanoseconds)
        var inner = WireWriter(capacity: 16)
        inner.varint(1, UInt64(bitPattern: seconds))
        inner.varint(2, UInt64(nanos))
        message(field, inner.bytes)
    }

    private mutating func raw(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Seconds and the nanoseconds in them, 0 ..< 1,000,000,000, also before 1970.
package func splitNanoseconds(_ nanoseconds: Int64) -> (seconds: Int64, nanos: Int32) {
    let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return remainder < 0
        ? (quotient - 1, Int32(remainder + 1_000_000_000)) : (quotient, Int32(remainder))
}
