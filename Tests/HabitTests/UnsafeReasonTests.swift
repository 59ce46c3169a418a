import TestSupport
import Testing

@Suite struct UnsafeReasonTests {
    @Test func everySilencerHasItsReason() throws {
        let files = try Project.files(below: "Sources", "Plugins", "Tests", suffix: ".swift")
        #expect(UnsafeReasons.findings(in: files) == [])
    }

    @Test(arguments: [
        "final class Box: @unchecked Sendable {}",
        "// A pair.\nfinal class Box: @unchecked Sendable {}",
        "/// Safe: never changed.\n\nnonisolated(unsafe) var count = 0",
        "let words = \"a\"; nonisolated(unsafe) var count = 0",
    ])
    func aMissingReasonIsFound(text: String) {
        #expect(UnsafeReasons.findings(in: [SourceFile(path: "Bad.swift", text: text)]).count == 1)
    }

    @Test(arguments: [
        "// Safe: it is never written after init.\nfinal class Box: @unchecked Sendable {}",
        "/// `@unchecked Sendable`: a lock guards it.\n@frozen\nstruct Box: @unchecked Sendable {}",
        "struct Box: @unchecked Sendable {\n    // Sendable: never written after init.\n}",
        "// never @unchecked Sendable",
        "let word = \u{22}@unchecked Sendable\u{22}",
    ])
    func aReasonIsEnough(text: String) {
        #expect(UnsafeReasons.findings(in: [SourceFile(path: "Good.swift", text: text)]) == [])
    }
}
