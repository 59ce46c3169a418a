import DossierWire

/// STIX's external references.
enum STIXReference {
    /// Of a resource's references to other collections, but for the id that its object has.
    static func list(_ references: [JSONValue], of id: String) -> [JSONValue] {
        references.compactMap { reference in
            let (source, other) = (reference["source"]?.text ?? "", reference["id"]?.text)
            if source == DossierExtension.source, other == id { return nil }
            return one(source, id: other, url: reference["url"]?.text, description: nil)
        }
    }

    /// Where a statement's words stand.
    /// - Parameter source: nil when it is not known.
    static func appearance(_ appearance: JSONValue, in source: JSONValue?) -> JSONValue {
        let words = [appearance["locator"]?.text, appearance["text"]?.text].compactMap { $0 }
        return one(
            source?["title"]?.text ?? "",
            id: appearance["source"]?.text,
            url: source?["url"]?.text,
            description: words.isEmpty ? nil : words.joined(separator: ": ")
        )
    }

    /// One that is valid, whatever its parts are.
    static func one(_ source: String, id: String?, url: String?, description: String?) -> JSONValue {
        // Names that STIX binds to the form of their ids, which ours need not have.
        let isBound =
            ["cve", "capec"].contains(source) || id?.hasPrefix("CVE-") == true || id?.hasPrefix("CAPEC-") == true
        var members = [("source_name", JSONValue.string(isBound ? "\(source) (\(id ?? ""))" : source))]
        if let description { members.append(("description", .string(description))) }
        if let url, isURL(url) { members.append(("url", .string(url))) }
        if let id, !isBound { members.append(("external_id", .string(id))) }
        if members.count == 1 { members.append(("description", .string(source))) }
        return JSONValue(members: members)
    }

    /// A URI by RFC 3986, as STIX asks for; of those, what a link can be.
    private static func isURL(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
        let rest = Array(text.utf8.dropFirst(scheme.utf8.count))
        let authority = rest.prefix { !Self.ends.contains($0) }.split(
            separator: UInt8(ascii: ":"),
            omittingEmptySubsequences: false
        )
        guard (1...2).contains(authority.count), let host = authority.first, let first = host.first,
            let last = host.last,
            isLetterOrDigit(first), isLetterOrDigit(last),
            host.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }),
            authority.dropFirst().allSatisfy({ (1...5).contains($0.count) && $0.allSatisfy(isDigit) })
        else { return false }
        return isPath(rest.drop { !Self.ends.contains($0) })
    }

    /// What ends a host and its port.
    private static let ends = Set("/?#".utf8)

    private static func isPath(_ bytes: ArraySlice<UInt8>) -> Bool {
        var escaped = 0
        var fragments = 0
        for byte in bytes {
            if escaped > 0 {
                guard isDigit(byte) || "abcdefABCDEF".utf8.contains(byte) else { return false }
                escaped -= 1
            } else if byte == UInt8(ascii: "%") {
                escaped = 2
            } else if byte == UInt8(ascii: "#") {
                fragments += 1
            } else if !isLetterOrDigit(byte), !Self.signs.contains(byte) {
                return false
            }
        }
        return escaped == 0 && fragments <= 1
    }

    private static let signs = Set("-._~!$&'()*+,;=:@/?".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
