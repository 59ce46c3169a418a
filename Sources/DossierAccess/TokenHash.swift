import CSodium

/// What is kept of a token: SHA-256 of it (FIPS 180-4). A token is as random as its hash is long, so a plain hash tells
/// nothing of it that could be guessed.
public struct TokenHash: Sendable, Hashable {
    /// As many digits tell the hashes of a file apart well enough for people.
    public static let prefixDigits = 12

    private let bytes: [UInt8]

    /// Of a token as it is sent.
    public init(of token: some StringProtocol) {
        let text = Array(token.utf8)
        var bytes = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&bytes, text, UInt64(text.count))
        self.bytes = bytes
    }

    /// From 64 digits of either case; nil for anything else.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        var bytes = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        var count = 0
        let isHex = digits.withUnsafeBytes { digits in
            sodium_hex2bin(
                &bytes,
                bytes.count,
                digits.baseAddress?.assumingMemoryBound(to: CChar.self),
                digits.count,
                nil,
                &count,
                nil
            ) == 0
        }
        guard isHex, digits.count == 2 * bytes.count, count == bytes.count else { return nil }
        self.bytes = bytes
    }

    /// 64 digits, in lower case.
    public var hex: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }
        .joined()
    }
}
