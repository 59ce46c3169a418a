/// Page and resume tokens: a cursor of the store in base64url without padding (RFC 4648).
enum Token {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ cursor: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((cursor.count * 4 + 2) / 3)
        var bits: UInt32 = 0
        var held = 0
        for byte in cursor {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                text.append(alphabet[Int(bits >> UInt32(held)) & 63])
            }
        }
        if held > 0 { text.append(alphabet[Int(bits << UInt32(6 - held)) & 63]) }
        return text
    }

    /// Empty for an empty text; nil for what `encode` never gives.
    static func decode(_ text: UnsafePointer<CChar>?) -> [UInt8]? {
        var cursor: [UInt8] = []
        var bits: UInt32 = 0
        var held = 0
        for character in UnsafeRawBufferPointer(text: text) {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                cursor.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        return held < 6 && bits & ((1 << UInt32(held)) - 1) == 0 ? cursor : nil
    }
}
