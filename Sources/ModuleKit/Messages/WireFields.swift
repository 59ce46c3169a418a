/// The fields of an encoded message, one after the other.
///
/// For bytes that are known to be a message: those of a record, or of one just encoded. Others end the sequence early.
package struct WireFields: Sequence, IteratorProtocol {
    /// One field, borrowed.
    package struct Field {
        package let number: UInt32
        /// With its tag.
        package let bytes: UnsafeRawBufferPointer
        /// The value of a text, of bytes or of a message; of a number nothing.
        package let value: UnsafeRawBufferPointer
    }

    private let message: UnsafeRawBufferPointer
    private var position = 0

    package init(_ message: UnsafeRawBufferPointer) { self.message = message }

    package mutating func next() -> Field? {
        let start = position
        guard start < message.count, let tag = varint() else { return nil }
        var value = 0
        switch tag & 7 {
        case 0: guard varint() != nil else { return nil }
        case 1: position += 8
        case 2:
            guard let length = varint(), length <= UInt64(message.count - position) else { return nil }
            value = Int(length)
            position += value
        case 5: position += 4
        default: return nil
        }
        guard position <= message.count else { return nil }
        return Field(
            number: UInt32(truncatingIfNeeded: tag >> 3),
            bytes: UnsafeRawBufferPointer(rebasing: message[start..<position]),
            value: UnsafeRawBufferPointer(rebasing: message[(position - value)..<position])
        )
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            guard position < message.count else { return nil }
            let byte = message[position]
            position += 1
            value |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return value }
        }
        return nil
    }
}
