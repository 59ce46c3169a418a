/// Whether bytes may stand in a string field: UTF-8 (RFC 3629, table 3-7 of the Unicode standard) without a zero
/// byte, at which C would cut the string.
enum StringCheck {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    static func check(_ bytes: UnsafeRawBufferPointer) throws(WireFault) {
        let offset = plainPrefix(bytes)
        if offset < bytes.count { try checkSlowly(bytes, from: offset) }
    }

    /// How many bytes at the beginning are ASCII and not zero; a few less when the others follow within a word.
    @inline(__always)
    private static func plainPrefix(_ bytes: UnsafeRawBufferPointer) -> Int {
        var offset = 0
        while bytes.count - offset >= 8 {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard (word | (word &- ones)) & highBits == 0 else { return offset }
            offset += 8
        }
        while offset < bytes.count, bytes[offset] &- 1 < 0x7f { offset += 1 }
        return offset
    }

    @inline(never)
    private static func checkSlowly(_ bytes: UnsafeRawBufferPointer, from start: Int) throws(WireFault) {
        var offset = start
        while offset < bytes.count {
            let lead = bytes[offset]
            if lead < 0x80 {
                guard lead != 0 else { throw .zeroByte }
                offset += 1
            } else {
                offset += try sequenceLength(bytes, at: offset, lead)
            }
        }
    }

    private static func sequenceLength(
        _ bytes: UnsafeRawBufferPointer,
        at offset: Int,
        _ lead: UInt8
    ) throws(WireFault) -> Int {
        let length: Int
        let second: ClosedRange<UInt8>
        switch lead {
        case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
        case 0xe0: (length, second) = (3, 0xa0...0xbf)
        case 0xed: (length, second) = (3, 0x80...0x9f)
        case 0xe1...0xef: (length, second) = (3, 0x80...0xbf)
        case 0xf0: (length, second) = (4, 0x90...0xbf)
        case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
        case 0xf4: (length, second) = (4, 0x80...0x8f)
        default: throw .notUTF8
        }
        guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { throw .notUTF8 }
        for index in 2..<max(length, 2) where bytes[offset + index] & 0xc0 != 0x80 { throw .notUTF8 }
        return length
    }
}
