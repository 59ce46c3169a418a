import CDossierModule
import TestSupport
import Testing

/// docs/api.md lists the terms that the bundled modules declare.
@Suite struct DocumentedTermsTests {
    @Test func everyTermIsDocumentedAndNoOther() throws {
        let kinds = try Self.declaredKinds()
        #expect(kinds.count == 4)
        let terms = kinds.values.map(Set.init)
        let common = terms.dropFirst().reduce(terms[0]) { $0.intersection($1) }
        let document = try Project.file("docs/api.md").text
        let rows = kinds.mapValues { Set($0).subtracting(common) }.merging(["*": common]) { $1 }
        for (kind, terms) in rows {
            let row = "| `\(kind)` | \(Self.line(terms)) |"
            let isDocumented = document.contains("\n\(row)\n")
            #expect(isDocumented, "\(row)")
        }
    }

    private static func line(_ terms: Set<String>) -> String { terms.sorted().joined(separator: ", ") }

    /// "`said.latest` time" and the like, by kind.
    private static func declaredKinds() throws -> [String: [String]] {
        let kinds = try Products.declaredKinds().map { (String(cString: $0.name), $0.terms.map(term)) }
        return Dictionary(uniqueKeysWithValues: kinds)
    }

    private static func term(_ field: dossier_field) -> String {
        let types = ["text", "number", "time", "truth", "name"]
        return "`\(String(cString: field.name))` \(types[Int(field.type)])\(field.repeated != 0 ? "+" : "")"
    }
}
