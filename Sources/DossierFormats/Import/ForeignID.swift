import DossierClient
import DossierCore

/// The id of ours that follows from a foreign one. It says nothing but which thing is meant: equal ids are of equal things,
/// different ones of different things.
enum ForeignID {
    /// "eurepoc-1501" of "eurepoc" and "1501": as they stand, when that is an id, else with a digest of what they were:
    /// "misp-apt-28-5d41402abc4b2a76" of "misp" and "APT 28".
    /// - Parameter prefix: which collection the id is of: letters, digits and "-", beginning with a letter.
    static func resourceID(_ prefix: String, _ foreign: String) -> String {
        let plain = "\(prefix)-\(foreign)"
        if ResourceKind.isID(plain) { return plain }
        let digest = Hexadecimal.text(SHA1.hash(Array(plain.utf8)).prefix(8))
        let room = Limits.idCharacters - digest.utf8.count - 1
        let readable = plain.lowercased().utf8.map { isPlain($0) ? $0 : UInt8(ascii: "-") }.prefix(room)
        return "\(String(decoding: readable, as: UTF8.self))-\(digest)"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
