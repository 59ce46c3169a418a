extension JSONParser {
    /// A string, its escapes resolved.
    mutating func string() throws(JSONFault) -> String {
        offset += 1
        let start = offset
        skipPlain()
        if peek == UInt8(ascii: "\"") {
            defer { offset += 1 }
            return try text(UnsafeRawBufferPointer(rebasing: bytes[start..<offset]), at: start)
        }
        return try stringWithEscapes(from: start)
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSONFault) -> String {
        var contents = Array(bytes[start..<offset])
        while true {
            switch peek {
            case UInt8(ascii: "\""):
                offset += 1
                return try contents.span.bytes.withUnsafeBytes { (contents) throws(JSONFault) in
                    try text(contents, at: start)
                }
            case UInt8(ascii: "\\"):
                contents.append(contentsOf: try escape().utf8)
            case nil:
                throw fault("expected \" at the end of a string")
            default:
                throw fault("a control character in a string must be written as \\u00XX")
            }
            let plain = offset
            skipPlain()
            contents += bytes[plain..<offset]
        }
    }

    /// Passes what stands for itself in a string.
    private mutating func skipPlain() {
        while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { offset += 1 }
    }

    private func text(_ contents: UnsafeRawBufferPointer, at start: Int) throws(JSONFault) -> String {
        guard let text = String(validating: contents, as: UTF8.self) else {
            throw JSONFault(text: "the string is not UTF-8", offset: start)
        }
        return text
    }

    private mutating func escape() throws(JSONFault) -> String {
        let start = offset
        offset += 1
        guard let letter = peek else { throw fault("expected an escape") }
        offset += 1
        switch letter {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return String(try unicodeEscape(from: start))
        default: throw JSONFault(text: "no such escape", offset: start)
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONFault) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let lone = JSONFault(text: "half of a surrogate pair", offset: start)
        guard first < 0xdc00, take("\\"), take("u") else { throw lone }
        let second = try fourDigits()
        guard (0xdc00...0xdfff).contains(second) else { throw lone }
        guard let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)) else { throw lone }
        return scalar
    }

    private mutating func fourDigits() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        return value
    }
}
