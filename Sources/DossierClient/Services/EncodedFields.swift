/// The fields of an encoded message for which there is no generated type: of descriptors, which this program carries.
/// Ends early where the bytes are broken.
struct EncodedFields: Sequence, IteratorProtocol {
    struct Field {
        let number: UInt64
        /// Of a varint; else 0.
        let value: UInt64
        /// Of a string, bytes or a message; else empty.
        let bytes: ArraySlice<UInt8>

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private var rest: ArraySlice<UInt8>

    init(_ message: ArraySlice<UInt8>) { rest = message }

    mutating func next() -> Field? {
        guard let tag = varint(), let first = varint() else { return nil }
        switch tag & 7 {
        case 0: return Field(number: tag >> 3, value: first, bytes: [])
        case 2 where first <= UInt64(rest.count):
            defer { rest = rest.dropFirst(Int(first)) }
            return Field(number: tag >> 3, value: 0, bytes: rest.prefix(Int(first)))
        // Descriptors have no fields of other types.
        default: return nil
        }
    }

    private mutating func varint() -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
