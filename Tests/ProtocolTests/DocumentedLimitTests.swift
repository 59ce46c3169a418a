import DossierCore
import TestSupport
import Testing

@Suite struct DocumentedLimitTests {
    /// `Limits` and what extends it, as one.
    private static func limits() throws -> SourceFile {
        let files = try Project.files(below: "Sources/DossierCore", suffix: ".swift")
        let parts = files.filter { $0.path.hasPrefix("Sources/DossierCore/Limits") }.map(\.text)
        return SourceFile(path: "Limits.swift", text: parts.joined())
    }

    @Test(arguments: ["Protos/PROTOCOL.md", "docs/filter.md", "docs/limits.md"])
    func documentsTellTheLimitsThatHold(path: String) throws {
        let document = try Project.file(path)
        #expect(DocumentedLimits.findings(document: document, source: try Self.limits()) == [])
    }

    @Test func theSourceIsReadRight() throws {
        let limits = DocumentedLimits.limits(in: try Self.limits())
        #expect(limits["messageBytes"] == Limits.messageBytes)
        #expect(limits["messageDepth"] == Limits.messageDepth)
        #expect(limits["connections"] == Limits.connections)
        #expect(limits["writesPerCommit"] == Limits.writesPerCommit)
        #expect(limits["idleNanoseconds"] == Int(Limits.idleNanoseconds))
    }

    @Test(arguments: ["| `depth` | 99 |", "| `dept` | 100 |", "no table"])
    func aWrongNumberIsFound(row: String) {
        let source = SourceFile(path: "Limits.swift", text: "    public static let depth: Int64 = 1_00")
        let document = SourceFile(path: "doc.md", text: "| limit | value |\n" + row)
        #expect(DocumentedLimits.findings(document: document, source: source).count == 1)
        let right = SourceFile(path: "doc.md", text: "| `depth` | 100 |")
        #expect(DocumentedLimits.findings(document: right, source: source) == [])
    }
}
