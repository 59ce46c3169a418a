import DossierCore

/// Text in a drawing, whose font nobody knows.
enum SVGText {
    /// For elements and attributes.
    static func escape(_ text: String) -> String { XMLText.escape(Terminal.clean(text)) }

    /// With one decimal at most.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }

    /// How wide it is at 12 pixels in a wide sans-serif font, rather too much than too little.
    static func width(_ text: String) -> Double { text.reduce(0) { $0 + width($1) } }

    /// As much as there is room for, whole words where it can be.
    static func cut(_ text: String, to room: Double) -> String {
        guard width(text) > room else { return text }
        var used = width("…")
        let fitting = text.prefix { character in
            used += width(character)
            return used <= room
        }
        let words = fitting.split(separator: " ", omittingEmptySubsequences: false).dropLast().joined(separator: " ")
        return (words.count > fitting.count / 2 ? words : String(fitting)).trimmingSuffix(" ,:;–·") + "…"
    }

    private static func width(_ character: Character) -> Double {
        switch character {
        case "i", "j", "l", "I", "'", "’", "‘", "|", ".", ",", ":", ";", "·": 4
        case " ", "f", "r", "t", "(", ")", "[", "]", "-", "/": 5
        case "m", "w", "M", "W", "@", "%", "…", "—": 12
        case _ where (character.unicodeScalars.first?.value ?? 0) >= 0x1100 && !"–“”„".contains(character): 13
        case _ where character.isUppercase: 8.7
        default: 7.7
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ characters: String) -> String {
        var text = self[...]
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return String(text)
    }
}
