import TestSupport

/// The names by which links reach the headings of a document, as GitHub makes them.
enum HeadingAnchors {
    /// In small letters, without signs, with "-" for spaces; a heading that is there again has a number.
    static func of(_ document: SourceFile) -> Set<String> {
        var anchors: Set<String> = []
        var times: [String: Int] = [:]
        var isCode = false
        for line in document.lines {
            if line.prefixMatch(of: /\s*```/) != nil { isCode.toggle() }
            guard !isCode, let heading = line.wholeMatch(of: /#{1,6} +(.*?)(?: +#+)? */)?.1 else { continue }
            let anchor = Self.anchor(heading)
            let before = times[anchor, default: 0]
            times[anchor] = before + 1
            anchors.insert(before == 0 ? anchor : "\(anchor)-\(before)")
        }
        return anchors
    }

    private static func anchor(_ heading: Substring) -> String {
        // Of a link, its text.
        let text = heading.replacing(/\[([^\]]*)\]\([^)]*\)/) { $0.1 }
        return String(
            text.lowercased().compactMap { character in
                switch character {
                case " ": "-"
                case "-", "_": character
                default: character.isLetter || character.isNumber ? character : nil
                }
            }
        )
    }
}
