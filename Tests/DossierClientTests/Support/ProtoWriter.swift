/// Appends encoded protobuf fields.
struct ProtoWriter {
    /// What has been written.
    private(set) var bytes: [UInt8] = []

    /// Nothing yet.
    init() {}

    /// A number of varint type, also when it is 0. Negative ones take their 64-bit two's complement.
    mutating func varint(_ field: UInt32, _ value: UInt64) {
        raw(UInt64(field) << 3)
        raw(value)
    }

    /// A number of a 64-bit type: double, fixed64.
    mutating func fixed64(_ field: UInt32, _ value: UInt64) {
        raw(UInt64(field) << 3 | 1)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A number of a 32-bit type: float, fixed32.
    mutating func fixed32(_ field: UInt32, _ value: UInt32) {
        raw(UInt64(field) << 3 | 5)
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A string, bytes or a message, also when it is empty.
    mutating func bytes(_ field: UInt32, _ value: some Collection<UInt8>) {
        raw(UInt64(field) << 3 | 2)
        raw(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A string; left out when empty, as proto3 does.
    mutating func text(_ field: UInt32, _ value: String) {
        if !value.isEmpty { bytes(field, value.utf8) }
    }

    /// Fields that are encoded already.
    mutating func append(_ encoded: some Sequence<UInt8>) { bytes.append(contentsOf: encoded) }

    private mutating func raw(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
