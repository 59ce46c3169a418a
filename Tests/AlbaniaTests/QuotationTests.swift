import TestSupport
import Testing

/// Facts and a few words each: the article itself stays where it was published.
@Suite struct QuotationTests {
    /// Characters of one quotation.
    private let ceiling = 220

    @Test func quotationsAreShort() async throws {
        let texts = try await Record.imported.value.values(of: .statements, FieldPath("appearances.text"))
        #expect(texts.count > 30)
        for text in texts { #expect(text.count <= ceiling, "\(text)") }
    }

    @Test func everyStatementSaysWhereItStands() async throws {
        for (name, resource) in try await Record.imported.value.resources where name.hasPrefix("statements/") {
            for field in ["source", "form", "text", "locator"] {
                let values = FieldPath("appearances.\(field)").values(in: resource)
                #expect(!values.isEmpty && !values.contains(""), "\(name) \(field)")
            }
        }
    }

    @Test func noParagraphOfTheArticleIsHere() throws {
        let article = Fingerprints(marks: articleMarks)
        let files = try Project.files(below: "")
        #expect(files.count > 100)
        for file in files { #expect(article.count(in: file.text) == 0, "\(file.path)") }
    }

    @Test func aParagraphIsFound() {
        let words = (1...60).map { "word\($0)" }
        let marks = Fingerprints(of: words.joined(separator: " "))
        let length = Fingerprints.window + Fingerprints.step - 1
        for start in 0...(words.count - length) {
            let run = words[start..<(start + length)]
            let copy = "Before. “\(run.joined(separator: ",\n  # "))” After.".replacing("word", with: "Word")
            #expect(marks.count(in: copy) == 1)
            #expect(marks.count(in: copy.replacing("\(start + length / 2),", with: "0,")) == 0)
        }
    }
}
