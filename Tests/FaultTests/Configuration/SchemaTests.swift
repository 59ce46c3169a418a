import Foundation
import TestSupport
import Testing

@testable import dossierd

/// The table of all settings.
@Suite struct SchemaTests {
    @Test func theDocumentIsWrittenFromIt() async throws {
        try await withTemporaryFolder { folder in
            let document = Project.root.appending(path: "docs/configuration.md")
            let copy = folder.appending(path: "configuration.md")
            let written = try String(contentsOf: document, encoding: .utf8)
            // Whatever the tables say in the copy is replaced.
            try Data(written.replacing("`--grace`", with: "`--gone`").utf8).write(to: copy)
            let program = Products.folder.appending(path: "dossierd").path
            let script = try await Command.run("DOSSIERD=\(program)", "scripts/configuration", copy.path)
            #expect(script.status == 0, "\(script.output)")
            let fresh = try String(contentsOf: copy, encoding: .utf8)
            #expect(fresh.contains("`--grace`"))
            #expect(fresh == written, "run 'make configuration'")
        }
    }

    @Test func keysOptionsAndVariablesAreEachOnesOwn() {
        #expect(Schema.rows.count > 25)
        for names in [Schema.rows.map(\.key), Schema.rows.map(\.option), Schema.rows.map(\.variable)] {
            #expect(Set(names).count == names.count)
        }
        for section in Schema.sections where !section.name.isEmpty {
            #expect(section.rows.allSatisfy { $0.key.hasPrefix("\(section.name).") })
        }
    }

    @Test func eachDefaultIsAValueOfItsSetting() {
        for row in Schema.rows where !row.standard.isEmpty {
            #expect(row.shown(row.standard) == row.standard, "\(row.key)")
        }
    }

    @Test func eachIsReadFromItsOptionAndItsVariable() throws {
        for row in Schema.rows where row.shape == .one && !row.standard.isEmpty {
            let option = SettingSources(options: [row.key: row.standard], environment: [:], path: nil)
            #expect(try option.read()[row].origin == .option(row.option))
            let variable = SettingSources(options: [:], environment: [row.variable: row.standard[0]], path: nil)
            #expect(try variable.read()[row].origin == .variable(row.variable))
        }
    }
}
