extension Int64 {
    /// Eight bytes that sort as the numbers do: big endian, sign bit flipped.
    var sortable: [UInt8] { withUnsafeBytes(of: (UInt64(bitPattern: self) ^ 1 << 63).bigEndian) { Array($0) } }

    /// What was made so; nil for any other number of bytes.
    init?(sortable bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        let bits = bytes.reduce(0) { $0 << 8 | UInt64($1) }
        self.init(bitPattern: bits ^ 1 << 63)
    }
}
