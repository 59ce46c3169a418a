/// How integers and byte strings stand in what is hashed or sealed: 8 bytes little endian, and a string after its length.
extension [UInt8] {
    mutating func pack(_ integer: UInt64) {
        Swift.withUnsafeBytes(of: integer.littleEndian) { append(contentsOf: $0) }
    }

    mutating func pack(_ bytes: some Collection<UInt8>) {
        pack(UInt64(bytes.count))
        append(contentsOf: bytes)
    }
}
