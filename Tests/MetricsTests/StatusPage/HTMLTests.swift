import Testing

@testable import DossierAdmin

@Suite struct HTMLTests {
    /// What is no markup never becomes some, in an element or in an attribute.
    @Test func escapesWhatIsPutIn() {
        let text = #"<script>"a" & 'b'</script>"#
        let piece: HTML = "<p title=\"\(text)\">\(text)</p>"
        let escaped = "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"
        #expect(piece.markup == "<p title=\"\(escaped)\">\(escaped)</p>")
        #expect(HTML(text: text).markup == escaped)
    }

    @Test func takesPiecesAsTheyAre() {
        let items = ["a", "<"].map { "<li>\($0)</li>" as HTML }
        let list: HTML = "<ul>\(items)\(items[0])</ul>"
        #expect(list.markup == "<ul><li>a</li><li>&lt;</li><li>a</li></ul>")
    }

    @Test func replacesWhatXMLCannotHold() {
        #expect(HTML(text: "a\0b\u{1B}\u{9F}\u{FFFF}\nc").markup == "a\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD} c")
    }
}
