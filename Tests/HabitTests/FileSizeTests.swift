import TestSupport
import Testing

@Suite struct FileSizeTests {
    @Test func filesAreSmall() throws {
        #expect(FileSizes.findings(in: try Project.files(below: "Sources", "Plugins", "Tests", suffix: ".swift")) == [])
    }

    @Test func aLongFileIsFound() {
        #expect(FileSizes.findings(in: [file(lines: 200)]) == [])
        #expect(FileSizes.findings(in: [file(lines: 1), file(lines: 1), file(lines: 401)]).count == 1)
        #expect(FileSizes.findings(in: [file(lines: 201), file(lines: 300)]).count == 1)
    }

    private func file(lines: Int) -> SourceFile {
        SourceFile(path: "Sources/Long.swift", text: String(repeating: "\n", count: lines))
    }
}
