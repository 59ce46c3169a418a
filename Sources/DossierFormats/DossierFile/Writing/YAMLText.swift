/// Texts as YAML writes them, so that any reader takes them for the same texts.
enum YAMLText {
    /// In one line, inside brackets or not: as it stands where nothing in it means anything to YAML, else in quotes.
    static func inline(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// The lines of a text of several, for a block that begins with `|-`; nil where the block would change it.
    static func blockLines(_ text: String) -> [Substring]? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 1, let first = lines.first?.unicodeScalars.first, first != " ",
            let last = lines.last?.unicodeScalars.last, last != " ",
            text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) })
        else { return nil }
        return lines
    }

    /// Words that other readers of YAML take for something else.
    private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    /// Letters first, and then nothing that could be a sign of YAML's.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first), text.unicodeScalars.last != " ",
            !words.contains(text.lowercased())
        else { return false }
        return text.unicodeScalars.allSatisfy { isLetter($0) || plainSigns.contains($0) }
    }

    private static let plainSigns = Set(" 0123456789'()+-./;_’“”–".unicodeScalars)

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic && isPrintable(scalar)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where isPrintable(scalar): quoted.unicodeScalars.append(scalar)
            default: quoted += escape(scalar.value)
            }
        }
        return quoted + "\""
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        let (letter, count) = value > 0xffff ? ("U", 8) : ("u", 4)
        return "\\\(letter)" + String(repeating: "0", count: count - digits.count) + digits
    }

    /// What may stand in a YAML file on one line.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7e, 0xa0...0x2027, 0x202a...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd, 0x10000...0x10ffff: true
        default: false
        }
    }
}
