/// Sizes of encoded fields, for those who compute a size before they write.
enum WireSize {
    static func varint(_ value: UInt64) -> Int { (64 - (value | 1).leadingZeroBitCount + 6) / 7 }

    /// A length-prefixed field with its tag, for field numbers up to 15.
    static func lengthPrefixed(_ length: Int) -> Int { 1 + varint(UInt64(length)) + length }

    /// As `lengthPrefixed`, but nothing when empty, as proto3 has it.
    static func text(_ text: String) -> Int { text.isEmpty ? 0 : lengthPrefixed(text.utf8.count) }
}
