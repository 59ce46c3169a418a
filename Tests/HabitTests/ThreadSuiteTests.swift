import TestSupport
import Testing

@Suite struct ThreadSuiteTests {
    @Test func eachIsThere() throws {
        let script = try Project.file("scripts/test-threads")
        let findings = ThreadSuites.findings(in: script, tests: try Project.files(below: "Tests", suffix: ".swift"))
        #expect(findings == [])
    }

    @Test(arguments: [
        ("FooTests\\.(Bar|Far)Tests", 0), ("FooTests\\.(Bar|Nested)Tests", 1), ("FooTests\\.Outer/(Nested)Tests", 0),
        ("FooTests\\..*(Bar|Nested|Gone)Tests", 1), ("FooTests\\.FarTests", 0), ("FooTests\\.GoneTests", 1),
        ("OtherTests\\.(Bar)Tests", 1), ("FooTests\\.(ar)Tests", 1),
    ])
    func oneThatIsNotThereIsFound(pattern: String, count: Int) {
        let script = SourceFile(path: "scripts/test-threads", text: "suites=(\n    '\(pattern)'\n)\n")
        let tests = [
            SourceFile(path: "Tests/FooTests/BarTests.swift", text: "@Suite(.serialized) struct BarTests {\n}\n"),
            SourceFile(path: "Tests/FooTests/FarTests.swift", text: "struct FarTests {\n    struct Part {}\n}\n"),
            SourceFile(path: "Tests/FooTests/Nested.swift", text: "extension Outer {\n    struct NestedTests {\n"),
        ]
        #expect(ThreadSuites.findings(in: script, tests: tests).count == count)
    }
}
