import TestSupport
import Testing

/// docs/modules.md shows code of the example modules, which are built here: so it cannot rot.
@Suite struct DocumentedModuleTests {
    @Test func everyBlockOfCodeIsOfAnExample() throws {
        let blocks = try blocks()
        #expect(blocks.count > 10)
        let sources = try Project.files(below: "Examples/modules").map(\.text)
        for block in blocks {
            #expect(sources.contains { $0.contains(block) }, "docs/modules.md shows what no example holds:\n\(block)")
        }
    }

    @Test(arguments: ["first.proto", "first.c", "Makefile"])
    func theFirstModuleIsShownWhole(file: String) throws {
        let text = try Project.file("Examples/modules/first/\(file)").text
        #expect(try blocks().contains(text))
    }

    /// What stands between fences that name a language.
    private func blocks() throws -> [String] {
        try Project.file("docs/modules.md").text.matches(of: /(?ms)^```[a-z]+\n(.*?^)```$/).map { String($0.1) }
    }
}
