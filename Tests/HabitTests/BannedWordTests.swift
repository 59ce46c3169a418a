import TestSupport
import Testing

@Suite struct BannedWordTests {
    @Test func theProjectSpeaksOfItselfAlone() throws {
        let files = try Project.files(below: "")
        #expect(files.count > 50)
        #expect(BannedWords.findings(in: files) == [])
    }

    @Test(arguments: [
        ("README.md", "cd " + "/ro" + "ot/dossier"),
        ("docs/x.md", "(" + "/ho" + "me/me/dossier)"),
        ("docs/x.md", "from files.python" + "hosted.org"),
        ("Sources/x.swift", "// see iss" + "ue 7"),
        ("Makefile", "curl https://example.org/tool"),
        ("scripts/x", "curl http://github.com/tool"),
    ])
    func aBannedWordIsFound(path: String, line: String) {
        #expect(BannedWords.findings(in: [SourceFile(path: path, text: line)]).count == 1)
    }

    @Test(arguments: [
        ("README.md", "the homework/root/ of it, and https://example.org"),
        ("Package.swift", ".package(url: \"https://github.com/apple/swift-nio\", from: \"2.0.0\")"),
    ])
    func otherWordsPass(path: String, line: String) {
        #expect(BannedWords.findings(in: [SourceFile(path: path, text: line)]) == [])
    }
}
