import DossierCore

/// The lines of a text that shorten tags, `%TAG ! tag:example.org,2000:`.
enum TagDirectives {
    private static let name = Array("%TAG".utf8)

    /// Refuses a text with many: ahead of a document libyaml compares each with all before it, in a single step.
    ///
    /// Lines inside quotes count too: to tell them apart, the text would have to be read.
    static func check(_ text: UnsafeRawBufferPointer) throws(YAMLFault) {
        var rest = text[...]
        var count = 0
        while let start = rest.firstIndex(of: name[0]) {
            rest = rest[(start + 1)...]
            guard text[start...].starts(with: name), beginsLine(text[..<start]) else { continue }
            count += 1
            guard count <= Limits.yamlTagDirectives else {
                throw YAMLFault(
                    "has more than \(Limits.yamlTagDirectives) lines that begin with %TAG; leave them out, or indent them",
                    at: Place(ofByte: start, in: text)
                )
            }
        }
    }

    /// Whether these bytes end as a line does for libyaml.
    private static func beginsLine(_ before: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard let last = before.last else { return true }
        if last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { return true }
        let character = String(decoding: before.suffix(3), as: UTF8.self).unicodeScalars.last
        return ["\u{85}", "\u{2028}", "\u{2029}"].contains(character)
    }
}
