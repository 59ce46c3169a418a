import TestSupport
import Testing

@Suite struct DocumentedFrameTests {
    @Test func theSpecificationShowsFramesAsTheyAre() throws {
        let document = try Project.file("Protos/PROTOCOL.md")
        #expect(DocumentedFrames.findings(in: document) == [])
        #expect(DocumentedFrame.all(in: document).count >= 10)
    }

    /// Each replaces something in a document that is right.
    @Test(arguments: [
        ("00 00 00 23", "00 00 00 22"),
        ("35 bytes", "34 bytes"),
        ("no flags", "RC"),
        ("47 65 74", "47 65 75"),
        ("```hex", "```"),
    ])
    func aWrongFrameIsFound(right: String, wrong: String) {
        #expect(DocumentedFrames.findings(in: SourceFile(path: "right.md", text: Self.document)) == [])
        #expect(Self.document.contains(right))
        let document = SourceFile(
            path: "wrong.md",
            text: Self.document.replacing(right, with: wrong, maxReplacements: 1)
        )
        #expect(DocumentedFrames.findings(in: document).count == 1)
    }

    private static let document = """
        ```hex
        00 00 00 23 00 00 00 01 01 00   # 35 bytes, stream 1, Request, no flags
        0a 14 64 6f 73 73 69 65 72 2e 76 31 2e 49 6e 63 69 64 65 6e 74 73
        12 0b 47 65 74 49 6e 63 69 64 65 6e 74
        ```
        """
}
