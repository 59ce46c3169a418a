import DossierCore
import Glibc

/// The last part of a resource's name: 1 to 63 of a-z, 0-9 and "-", starting with a letter and not ending with "-"
/// (AIP-122). With "@revision" it means an earlier revision (AIP-162).
enum ResourceName {
    /// Whether the bytes are such an id.
    static func isID(_ id: UnsafeRawBufferPointer) -> Bool {
        guard let first = id.first, (1...Limits.idCharacters).contains(id.count), isLetter(first), id.last != dash
        else {
            return false
        }
        return id.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == dash }
    }

    /// What an id must be.
    static let idRule = "must be 1 to \(Limits.idCharacters) of a-z, 0-9 and -, start with a letter and not end with -"

    /// The id, and the revision (0: the current one), of a name like "incidents/x" or "incidents/x@3".
    static func parse(
        _ text: UnsafePointer<CChar>?,
        kind: KindName
    ) -> (id: UnsafeRawBufferPointer, revision: UInt64)? {
        let name = UnsafeRawBufferPointer(text: text)
        let prefix = kind.bytes.size + 1
        guard name.count > prefix, name[prefix - 1] == UInt8(ascii: "/"),
            memcmp(name.baseAddress!, kind.bytes.data, prefix - 1) == 0
        else { return nil }
        var id = UnsafeRawBufferPointer(rebasing: name[prefix...])
        var revision: UInt64 = 0
        if let at = id.lastIndex(of: UInt8(ascii: "@")) {
            let digits = String(decoding: id[(at + 1)...], as: UTF8.self)
            // As it is written back only: no sign, no leading zeros.
            guard let number = UInt64(digits), number > 0, "\(number)" == digits else { return nil }
            revision = number
            id = UnsafeRawBufferPointer(rebasing: id[..<at])
        }
        return isID(id) ? (id, revision) : nil
    }

    /// A version 4 UUID (RFC 9562), lower case.
    static func newUUID() -> String {
        // Two numbers are two calls of the system; single bytes would be sixteen.
        let random = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
        var bytes = withUnsafeBytes(of: random) { [UInt8]($0) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(dash) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let dash = UInt8(ascii: "-")
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}
