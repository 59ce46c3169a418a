import DossierCore

/// How the values of a line are written, so that it stays one line whatever they hold.
enum LogText {
    /// Whether it needs no quotes in logfmt.
    static func isWord(_ text: String) -> Bool {
        let count = text.utf8.count
        guard (1...Limits.logValueBytes).contains(count) else { return false }
        return text.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && ![UInt8(ascii: "\""), UInt8(ascii: "="), UInt8(ascii: "\\")].contains(byte)
        }
    }

    /// In quotes, escaped as JSON has it. What cannot be seen, or ends a line somewhere, is escaped, too; past
    /// `Limits.logValueBytes` an ellipsis stands for the rest.
    static func quoted(_ text: String) -> [UInt8] {
        let ellipsis = "…"
        var bytes = [UInt8(ascii: "\"")]
        for scalar in text.unicodeScalars {
            let escaped = escaped(scalar)
            guard bytes.count + escaped.utf8.count + ellipsis.utf8.count < Limits.logValueBytes else {
                bytes += ellipsis.utf8
                break
            }
            bytes += escaped.utf8
        }
        return bytes + [UInt8(ascii: "\"")]
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\": return "\\\(scalar)"
        case "\n": return #"\n"#
        case "\r": return #"\r"#
        case "\t": return #"\t"#
        case " "..."~": return String(scalar)
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
            return UTF16.encode(scalar)!.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        default: return String(scalar)
        }
    }

    /// RFC 3339, in UTC, always with milliseconds.
    /// - Parameter nanoseconds: since 1970.
    static func time(_ nanoseconds: Int64) -> String {
        let milliseconds = nanoseconds / 1_000_000
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        let text = TimestampText.encode(seconds: seconds, nanos: Int32(rest) * 1_000_000) ?? ""
        return rest == 0 ? "\(text.dropLast()).000Z" : text
    }
}
