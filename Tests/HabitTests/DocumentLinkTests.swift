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
        #expect(findings("[home](https://example.org/x) [readme](../README.md)") == [])
    }

    @Test(arguments: [
        "#what-it-takes-2026", "#a-b_c-1", "sample.md#a-b_c", "../docs/sample.md#a-b_c", "../Package.swift#x",
    ])
    func aHeadingIsReached(link: String) { #expect(findings(Self.headings + "[x](\(link))") == []) }

    @Test(arguments: ["#", "#nothing", "sample.md#A", "sample.md#code", "../docs/sample.md#a-b_c-2"])
    func aHeadingThatIsNotThereIsFound(link: String) {
        #expect(findings(Self.headings + "[x](\(link))") == ["docs/sample.md:8: no \(link)"])
    }

    private static let headings = """
        # What it *takes*, 2026?
        ## [A](#a-b_c) `b_c`

        ## A b_c ##
        ```
        # code
        ```

        """

    private func findings(_ text: String) -> [String] {
        DocumentLinks.findings(in: [SourceFile(path: "docs/sample.md", text: text)])
    }
}
