import DossierClient
import DossierWire
import Foundation
import TestSupport
import Testing

@testable import DossierFormats

@Suite struct CSVTests {
    private func cells(_ kind: ResourceKind, _ fields: String) throws -> [String: String] {
        var (writer, bytes) = (CSVWriter(kind), [UInt8]())
        writer.begin(sequence: 1, to: &bytes)
        let stored = try json(fields).setting("name", .string("\(kind)/x"))
        writer.write(ExportedResource(stored, kind), beside: [:], to: &bytes)
        let rows = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(rows.count == 3)
        return Dictionary(
            uniqueKeysWithValues: zip(rows[0].components(separatedBy: ","), rows[1].components(separatedBy: ","))
        )
    }

    @Test func listsStandInOneCell() throws {
        let cells = try cells(
            .incidents,
            #"{"title": "T", "types": ["INCIDENT_TYPE_DATA_THEFT", "INCIDENT_TYPE_RANSOMWARE"], "tlp": "TLP_AMBER_STRICT", "victims": [{"actor": "actors/a", "sectors": ["s;1", "s2"]}, {"targetText": "x|y"}]}"#
        )
        #expect(cells["name"] == "incidents/x")
        #expect(cells["types"] == "data-theft|ransomware")
        #expect(cells["tlp"] == "amber+strict")
        #expect(cells["victims.actor"] == "actors/a|")
        #expect(cells["victims.sectors"] == #"s\;1;s2|"#)
        #expect(cells["victims.target_text"] == #"|x\|y"#)
    }

    @Test func formulasAreTexts() throws {
        for sign in ["=", "+", "-", "@", "'="] {
            #expect(try cells(.actors, #"{"displayName": "\#(sign)1"}"#)["display_name"] == "'\(sign)1")
        }
        #expect(try cells(.actors, #"{"displayName": "'s"}"#)["display_name"] == "'s")
        #expect(try cells(.statements, #"{"quantities": [{"minimum": -1}]}"#)["quantities.minimum"] == "-1")
    }

    /// Python reads back what was written.
    @Test func othersReadIt() async throws {
        var (writer, bytes) = (CSVWriter(.actors), [UInt8]())
        writer.begin(sequence: 1, to: &bytes)
        for (index, text) in OddTexts.all.enumerated() {
            let stored = JSONValue(members: [("name", .string("actors/a\(index)")), ("displayName", .string(text))])
            writer.write(ExportedResource(stored, .actors), beside: [:], to: &bytes)
        }
        let script = """
            import csv, json, sys
            with open(sys.argv[1], encoding="utf-8", newline="") as file:
                print(json.dumps([row["display_name"] for row in csv.DictReader(file)]))
            """
        let texts = try await withTemporaryFolder { folder in
            let file = folder.appending(path: "actors.csv")
            try Data(bytes).write(to: file)
            let read = try await Command.run("python3", "-c", script, file.path)
            return try JSONDecoder().decode([String].self, from: Data(read.output.utf8))
        }
        #expect(
            texts.map { Array($0.unicodeScalars) } == OddTexts.all.map { Array(CSVNotation.guarded($0).unicodeScalars) }
        )
    }
}
