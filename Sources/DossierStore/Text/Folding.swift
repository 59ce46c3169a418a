@_spi(_Unicode) import Swift

/// Makes one of what readers take for the same letter: case, accents, width, and the digits of all scripts.
///
/// The decomposition is the standard library's own (Unicode's NFD), which it does not yet offer in public.
enum Folding {
    /// Composed, so that each letter with its marks is one scalar where Unicode has one.
    static func composed(_ text: String) -> some Sequence<Unicode.Scalar> { text._nfc }

    /// Appends a letter or digit, folded, as UTF-8.
    static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        case 0x41...0x5A: bytes.append(UInt8(truncatingIfNeeded: scalar.value) | 0x20)
        case 0x80..<0x600: bytes += frequent[Int(scalar.value) - 0x80]
        default: bytes += folded(scalar)
        }
    }

    /// The letters of Latin, Greek, Cyrillic and their neighbours, folded once.
    private static let frequent = (UInt32(0x80)..<0x600).map { Unicode.Scalar($0).map(folded) ?? [] }

    private static func folded(_ scalar: Unicode.Scalar) -> [UInt8] {
        let properties = scalar.properties
        if properties.generalCategory == .decimalNumber, let value = properties.numericValue {
            return [UInt8(ascii: "0") + UInt8(value)]
        }
        if let letters = undecomposed[scalar] { return [UInt8](letters.utf8) }
        if (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0) {
            return folded(narrow)
        }
        // Up and down again is Unicode's full case folding, but for a few letters of no matter here.
        let lower = properties.uppercaseMapping.unicodeScalars.map(\.properties.lowercaseMapping).joined()
        var bytes: [UInt8] = []
        for part in lower._nfd where !ScalarClass.isDiacritic(part) {
            let letters = undecomposed[part] ?? String(part)
            bytes += letters.utf8
        }
        return bytes
    }

    /// Latin letters whose stroke or ligature Unicode does not take apart, as they are written without it.
    private static let undecomposed: [Unicode.Scalar: String] = [
        "Æ": "ae", "æ": "ae", "Ĳ": "ij", "ĳ": "ij", "Ð": "d", "ð": "d", "Đ": "d", "đ": "d", "Ħ": "h", "ħ": "h",
        "ı": "i", "Ł": "l", "ł": "l",
        "Ø": "o", "ø": "o", "Œ": "oe", "œ": "oe", "Þ": "th", "þ": "th", "Ŧ": "t", "ŧ": "t", "ẞ": "ss",
    ]
}
