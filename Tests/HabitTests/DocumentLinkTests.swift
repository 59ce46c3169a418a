import TestSupport
import Testing

@Suite struct DocumentLinkTests {
    @Test func linksLeadSomewhere() throws {
        let documents = try Project.files(below: "", suffix: ".md")
        #expect(documents.count >= 5)
        #expect(DocumentLinks.findings(in: documents) == [])
    }

    @Test func aBrokenLinkIsFound() {
        #expect(findings("See [this](nowhere.md) and [that](../Package.swift#x).").count == 1)
        #expect(findings("[home](https://example.org/x) [here](#here) [readme](../README.md)") == [])
    }

    private func findings(_ text: String) -> [String] {
        DocumentLinks.findings(in: [SourceFile(path: "docs/sample.md", text: text)])
    }
}
