import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Foundation
import Testing

@testable import DossierFormats

@Suite struct JSONLinesTests {
    private let text = """
        {"name":"statements/s","speaker":"actors/a","kind":"STATEMENT_KIND_DENIES","about":[{"name":"incidents/i"}]}
        {"name":"actors/a","displayName":"A","etag":"old","revision":"7"}

        {"name":"incidents/i","title":"I"}
        {"name":"actors/a","displayName":"Another"}
        {"name":"actors/gone","displayName":"G","deleteTime":"2031-05-04T10:00:00Z"}
        {"name":"nobody/x"}
        {"name":"actors/b"
        [1]
        """

    @Test func linesComeInAnyOrder() async throws {
        try await withReader(of: Data(text.utf8), { try JSONLinesReader($0) }) { reader in
            let all = try await reader.resources()
            #expect(names(all) == ["actors/a", "incidents/i", "statements/s"])
            #expect(all.map(\.place.line) == [2, 4, 1])
            #expect(all[0].fields == (try json(#"{"displayName":"A"}"#)))
            #expect(reader.counts == [.actors: 1, .incidents: 1, .statements: 1])
            let tally = reader.tally
            #expect(tally.things == 8 && tally.understood == 3)
            #expect(
                reader.remarks.first.map { "\($0.trouble) \($0.place.line):\($0.place.column)" } == [
                    "duplicate 5:1", "notUnderstood 6:1", "damaged 7:1", "damaged 8:19", "damaged 9:1",
                ]
            )
        }
    }

    @Test func whatTheServerGivesCanBeImportedAgain() async throws {
        try await TestServer.run { server in
            let resources = Resources(try await server.connect())
            _ = await Importer(resources).run(try DocumentedExample.dossier())
            var lines: [UInt8] = []
            for kind in ResourceKind.allCases.reversed() {
                for item in try await resources.page(of: kind).items { lines += item.encode() + [0x0a] }
            }
            try await withReader(of: lines, { try JSONLinesReader($0) }) { reader in
                let report = await Importer(resources).run(reader)
                #expect(report.total.unchanged == 8 && report.total.read == 8)
            }
        }
    }

    @Test func aLineThatIsTooLongIsPassedOver() async throws {
        let long = #"{"name":"actors/long","displayName":"\#(String(repeating: "x", count: Limits.importThingBytes))"}"#
        try await withReader(of: Data("\(long)\r\n{\"name\":\"actors/a\"}\r\n".utf8), { try JSONLinesReader($0) }) {
            let all = try await $0.resources()
            #expect(names(all) == ["actors/a"])
            #expect(lines($0.remarks) == ["damaged line 1 (has more than \(Limits.importThingBytes) bytes)"])
        }
    }

    /// It may be what the record holds, so it comes back; but it is told.
    @Test func aTextThatLooksDamagedIsTold() async throws {
        let text = #"{"name":"actors/a","displayName":"A\#u{fffd}"}"# + "\n" + #"{"name":"actors/b","displayName":"B"}"#
        try await withReader(of: Data(text.utf8), { try JSONLinesReader($0) }) {
            let all = try await $0.resources()
            #expect(names(all) == ["actors/a", "actors/b"] && $0.tally.understood == 2)
            #expect(lines($0.remarks) == ["doubtful actor 1 (holds U+FFFD, which stands where a character was lost)"])
        }
    }

    @Test func nullIsNothingAndAMarkIsNoPartOfALine() async throws {
        let text = "\u{feff}{\"name\":\"actors/a\",\"deleteTime\":null,\"redaction\":null}\n{\"name\":\"actors/b\"}\n"
        try await withReader(of: Data(text.utf8), { try JSONLinesReader($0) }) {
            let all = try await $0.resources()
            #expect(names(all) == ["actors/a", "actors/b"])
            #expect($0.remarks.isEmpty)
        }
    }
}
