extension GRPC {
    /// The value of `grpc-message`: percent-encoded UTF-8.
    public enum StatusMessage {
        /// Everything but printable ASCII without `%` becomes `%XX`. At most `limit` bytes: what follows is left out,
        /// no character being cut.
        public static func encode(_ text: String, limit: Int) -> [UInt8] {
            var encoded: [UInt8] = []
            for scalar in text.unicodeScalars {
                let start = encoded.count
                for byte in UTF8.encode(scalar)! { append(byte, to: &encoded) }
                guard encoded.count <= limit else {
                    encoded.removeSubrange(start...)
                    break
                }
            }
            return encoded
        }

        private static func append(_ byte: UInt8, to encoded: inout [UInt8]) {
            guard (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") else {
                encoded += [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 0xF)]
                return
            }
            encoded.append(byte)
        }

        private static func hexadecimal(_ digit: UInt8) -> UInt8 {
            digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
        }
    }
}
