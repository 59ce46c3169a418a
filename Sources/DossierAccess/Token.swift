import CSodium
import DossierCore

/// A bearer token: 32 random bytes in base64url (RFC 4648, 5), behind a prefix.
public enum Token {
    /// How every token begins, so that what looks for published secrets finds one.
    public static let prefix = "dossier_"
    private static let randomBytes = 32
    private static let digits = 43

    /// A new one, which nobody can guess. It is kept nowhere.
    public static func random() -> String {
        precondition(sodium_init() >= 0, "libsodium cannot start")
        var bytes = [UInt8](repeating: 0, count: randomBytes)
        randombytes_buf(&bytes, bytes.count)
        // With the zero at its end.
        var text = [CChar](repeating: 0, count: digits + 1)
        sodium_bin2base64(&text, text.count, bytes, bytes.count, Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING))
        return prefix + String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether a text has the form of one.
    public static func isWellFormed(_ text: some StringProtocol) -> Bool {
        guard text.hasPrefix(prefix), text.utf8.count == prefix.utf8.count + digits else { return false }
        return text.utf8.dropFirst(prefix.utf8.count).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    /// The token of an `authorization` (RFC 6750, 2.1): "Bearer TOKEN".
    /// - Throws: UNAUTHENTICATED when it is something else.
    static func of(authorization: String) throws(Status) -> Substring {
        let parts = authorization.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw Status(.unauthenticated, "authorization is malformed; it must be \"Bearer TOKEN\", once")
        }
        guard isWellFormed(parts[1]) else {
            let form = "it begins with \(prefix) and has \(prefix.count + digits) characters"
            throw Status(.unauthenticated, "the token is malformed: \(form); is it complete?")
        }
        return parts[1]
    }
}
