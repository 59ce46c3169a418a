/// What a Unicode scalar is to a tokenizer.
enum ScalarClass: UInt8 {
    case letter
    case digit
    /// A letter of a script that writes no spaces between words.
    case unspaced
    /// Joins what stands on its two sides: `-._/:@`.
    case connector
    case apostrophe
    /// No part of a word, and no end of one: a joiner, a diacritic by itself.
    case ignored
    case separator

    init(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "a"..."z", "A"..."Z": self = .letter
        case "0"..."9": self = .digit
        case "-", ".", "_", "/", ":", "@", "\u{2010}", "\u{2011}": self = .connector
        case "'", "\u{2019}", "\u{02BC}", "\u{FF07}": self = .apostrophe
        case "\0"..."\u{7F}": self = .separator
        default: self = Self.beyondASCII(scalar)
        }
    }

    private static func beyondASCII(_ scalar: Unicode.Scalar) -> ScalarClass {
        switch scalar.properties.generalCategory {
        case .decimalNumber: .digit
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
            .spacingMark:
            scalar == "\u{0640}" ? .ignored : isUnspaced(scalar) ? .unspaced : .letter
        case .nonspacingMark, .enclosingMark:
            isDiacritic(scalar) ? .ignored : isUnspaced(scalar) ? .unspaced : .letter
        case .format: .ignored
        default: .separator
        }
    }

    /// A mark that does not make another word: accents and points of the scripts that write their vowels as letters, or
    /// leave them out. In others, as those of India, marks are vowels.
    static func isDiacritic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300...0x6FF, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE2F:
            scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .enclosingMark
        default: false
        }
    }

    /// By block: Thai and Lao, Myanmar, Khmer, Hangul, kana and bopomofo, Han.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1100...0x11FF, 0xA960...0xA97F, 0xAC00...0xD7FF,
            0x3005...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFFDC, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
