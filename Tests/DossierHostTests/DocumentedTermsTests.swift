import CDossierModule
import Foundation
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

    /// "`said.latest` time" and the like, by kind, as the libraries say themselves.
    private static func declaredKinds() throws -> [String: [String]] {
        var kinds: [String: [String]] = [:]
        for library in try Products.modules() {
            // Never closed: what it declares stays valid.
            let handle = try #require(dlopen(library.path, RTLD_NOW | RTLD_LOCAL), "\(library.path)")
            let symbol = try #require(dlsym(handle, "dossier_module_entry"))
            typealias Entry = @convention(c) (UInt32) -> UnsafePointer<dossier_module>?
            let module = try #require(unsafeBitCast(symbol, to: Entry.self)(UInt32(DOSSIER_ABI)))
            for kind in UnsafeBufferPointer(start: module.pointee.kinds, count: Int(module.pointee.n_kinds)) {
                kinds[String(cString: kind.name)] = UnsafeBufferPointer(start: kind.fields, count: Int(kind.n_fields))
                    .map(term)
            }
        }
        return kinds
    }

    private static func term(_ field: dossier_field) -> String {
        let types = ["text", "number", "time", "truth", "name"]
        return "`\(String(cString: field.name))` \(types[Int(field.type)])\(field.repeated != 0 ? "+" : "")"
    }
}
