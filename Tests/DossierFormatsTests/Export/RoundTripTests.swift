import DossierClient
import DossierCore
import DossierFormats
import DossierTesting
import DossierWire
import Foundation
import TestSupport
import Testing

/// A record that is exported and recorded elsewhere is the same record.
@Suite struct RoundTripTests {
    @Test(arguments: [ImportFormat.dossier, .jsonl, .stix])
    func anExportImportedIntoAnEmptyRecordGivesTheSame(_ format: ImportFormat) async throws {
        let random = SeededGenerator()
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            try await Stored.record(RandomRecord(random).resources, resources)
            let exported = try await Self.export(resources, format)
            let original = try await Stored.all(resources)
            #expect(original.count == 73)
            try await TestServer.run(isSynchronous: false) { other in
                let others = Resources(try await other.connect())
                let report = try await withTemporaryFolder { folder in
                    let file = folder.appending(path: "exported")
                    try Data(exported.bytes).write(to: file)
                    return await Importer(others).run(try format.reader(of: try ImportFile(file.path)))
                }
                #expect(report.remarks.isEmpty)
                #expect(report.refusals.map(\.status.message) == [])
                let difference = Stored.difference(original, try await Stored.all(others))
                #expect(difference.isEmpty, "seed \(random.seed)\n\(difference.joined(separator: "\n"))")
            }
        }
    }

    private static func export(_ resources: Resources, _ format: ImportFormat) async throws -> Exported {
        switch format {
        case .dossier: try await Exported(resources, DossierFileWriter())
        case .jsonl: try await Exported(resources, JSONLinesWriter())
        default: try await Exported(resources, STIXWriter())
        }
    }

    /// An export of a moment says what an export at that moment said, whatever has happened since.
    @Test func anExportOfAMomentIsTheExportMadeThen() async throws {
        let record = RandomRecord(SeededGenerator())
        try await TestServer.run(isSynchronous: false) { server in
            let resources = Resources(try await server.connect())
            var exports: [(sequence: UInt64, texts: [String])] = []
            for kind in ResourceKind.allCases {
                try await Stored.record(record.resources.filter { $0.kind == kind }, resources)
                let texts = try await Self.texts(resources, nil)
                exports.append(texts)
            }
            let last = try #require(record.resources.last)
            _ = try await resources.delete("\(last.kind)/\(last.id)", last.kind, etag: "")
            exports.append(try await Self.texts(resources, nil))
            let actor = JSONValue(members: [("name", .string("actors/plain")), ("display_name", .string("Changed"))])
            _ = try await resources.update(.actors, actor, mask: ["display_name"])
            exports.append(try await Self.texts(resources, nil))
            #expect(Set(exports.map(\.texts[0])).count == exports.count)
            for export in exports {
                let again = try await Self.texts(resources, .sequence(export.sequence))
                #expect(again.sequence == export.sequence)
                #expect(again.texts == export.texts, "\(export.sequence)")
            }
        }
    }

    @Test func anEmptyRecordIsExported() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            let (sequence, texts) = try await Self.texts(resources, nil)
            #expect(sequence == 0)
            #expect(texts[0] == "")
            #expect(texts[1].hasSuffix("docs/dossier-file.md describes the format.\n"))
            #expect(texts[2].hasPrefix("name,external_refs.source,"))
            #expect(try JSONValue(parsing: texts[3]).elements("objects").count == 2)
        }
    }

    private static func texts(_ resources: Resources, _ moment: RecordMoment?) async throws -> (
        sequence: UInt64, texts: [String]
    ) {
        let lines = try await Exported(resources, JSONLinesWriter(), at: moment)
        let others = [
            try await Exported(resources, DossierFileWriter(), at: moment).text,
            try await Exported(
                resources,
                CSVWriter(.statements),
                .rows(.statements, filter: "", search: ""),
                at: moment
            ).text,
            try await Exported(resources, STIXWriter(), at: moment).text,
        ]
        return (lines.report.sequence, [lines.text] + others)
    }
}
