import DossierWire

/// Signs that a text was damaged before it came here.
enum TextDamage {
    /// What is wrong with a text, in words that do not name it; nil: nothing that shows.
    static func of(_ text: String) -> String? {
        // Most cells are ASCII, and nothing but NUL can be wrong with that.
        var isPlain = true
        for byte in text.utf8 where byte == 0 || byte >= 0x80 {
            if byte == 0 { return "holds a NUL character" }
            isPlain = false
        }
        return isPlain ? nil : lost(text)
    }

    /// The same of all texts in a value, the names of members among them.
    static func of(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): return of(text)
        case .array(let elements): return elements.lazy.compactMap { of($0) }.first
        case .object(let members): return members.lazy.compactMap { of($0.name) ?? of($0.value) }.first
        case .null, .bool, .number: return nil
        }
    }

    private static func lost(_ text: String) -> String? {
        var before: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\u{fffd}" { return "holds U+FFFD, which stands where a character was lost" }
            if isMistaken(before, scalar) {
                return "holds characters that come of UTF-8 taken for Latin-1, as \"\u{c3}\u{a9}\" for \"\u{e9}\""
            }
            before = scalar
        }
        return nil
    }

    /// Whether the two are what a character's bytes in UTF-8 become when each is taken for a character.
    private static func isMistaken(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
        switch first {
        case "\u{c3}", "\u{c2}": (0x80...0xbf).contains(second.value)
        // Windows-1252: a dash or a quotation mark.
        case "\u{e2}": second == "\u{20ac}" || second == "\u{80}"
        default: false
        }
    }
}
