/// Writes encoded fields into memory whose size was computed before.
struct WireWriter {
    private let memory: UnsafeMutableRawBufferPointer
    private(set) var offset = 0

    init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

    /// The memory not yet written.
    var rest: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: memory[offset...]) }

    mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            byte(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        byte(UInt8(value))
    }

    mutating func tag(_ number: UInt32, _ type: WireType) { varint(UInt64(number) << 3 | UInt64(type.rawValue)) }

    mutating func bytes(_ bytes: UnsafeRawBufferPointer) {
        rest.copyMemory(from: bytes)
        offset += bytes.count
    }

    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { bytes(UnsafeRawBufferPointer($0)) }
    }

    /// A string field; nothing when empty, as proto3 has it.
    mutating func field(_ number: UInt32, _ value: String) {
        guard !value.isEmpty else { return }
        head(number, length: value.utf8.count)
        text(value)
    }

    /// Tag and length of a length-prefixed field whose contents follow.
    mutating func head(_ number: UInt32, length: Int) {
        tag(number, .lengthPrefixed)
        varint(UInt64(length))
    }

    /// Says that `count` bytes of `rest` have been written by somebody else.
    mutating func advance(_ count: Int) { offset += count }

    private mutating func byte(_ byte: UInt8) {
        memory[offset] = byte
        offset += 1
    }
}
