import DossierAccess
import DossierClient
import DossierCore
import DossierFormats
import DossierTesting
import DossierWire
import TestSupport
import Testing

/// Exports by those who may not see everything.
@Suite struct ClearanceTests {
    /// A server shows nobody what refers to what he may not see.
    @Test func nothingDanglesForWhoDoesNotSeeAll() async throws {
        let (curator, reader) = (Token.random(), Token.random())
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "identities.yaml").path
            try IdentityFile.edit(file) { file in
                let grants = [
                    (curator, Grant(subject: "curator", roles: [.curator], clearance: .red)),
                    (reader, Grant(subject: "reader", roles: [.reader], clearance: .green)),
                ]
                for (token, grant) in grants {
                    file.tokens.append(TokenEntry(hash: TokenHash(of: token), grant: grant, created: 0, expires: nil))
                }
            }
            let identities = try IdentityDirectory(reading: file)
            try await TestServer.run(isSynchronous: false, identities: identities) { server in
                let all = Resources(try await server.connect(token: try BearerToken(curator, mayBeRead: true)))
                let dossier = try DossierFile.read(Self.file, name: "clearance")
                try await Stored.record(dossier.resources.map { ($0.kind, $0.id, $0.fields) }, all)
                let some = Resources(try await server.connect(token: try BearerToken(reader, mayBeRead: true)))
                for selection in [ExportSelection.record, .incident("incidents/one")] {
                    let exported = try await Exported(some, JSONLinesWriter(), selection)
                    let names = try exported.lines.map { try JSONValue(parsing: String($0))["name"]?.text ?? "" }
                    #expect(names == ["actors/open", "incidents/one", "statements/says"])
                    #expect(exported.report.withheld == [:])
                }
                #expect(try await Exported(all, JSONLinesWriter()).lines.count == 6)
            }
        }
    }

    private static let file = """
        defaults: {tlp: clear}
        actors: {open: {display_name: Open}, hidden: {display_name: Hidden, tlp: amber}}
        incidents: {one: {title: One}}
        statements:
          says: {speaker: open, kind: claims, about: one}
          blames: {speaker: open, kind: attributes, about: one, target_actors: hidden}
          answers: {speaker: open, kind: doubts, about: blames}
        """
}
