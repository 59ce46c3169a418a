/// Looks back over fields of a message that have been read well before.
enum FieldScan {
    /// How often a field occurs before the offset.
    static func count(of number: UInt32, in bytes: UnsafeRawBufferPointer, before offset: Int) -> Int {
        var reader = WireReader(UnsafeRawBufferPointer(rebasing: bytes[..<offset]))
        var count = 0
        while !reader.isAtEnd {
            guard let tag = try? reader.tag(), (try? reader.skip(tag.type)) != nil else { break }
            if tag.number == number { count += 1 }
        }
        return count
    }
}
