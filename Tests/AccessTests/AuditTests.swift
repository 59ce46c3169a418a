import DossierClient
import DossierCore
import DossierWire
import TestSupport
import Testing

/// Who wrote is told by what he proved to be, and to administrators alone.
@Suite struct AuditTests {
    @Test func tellsWhoWrote() async throws {
        try await Office.open { office in
            let incident = JSONValue(members: [("title", .string("A leak"))])
            for holder in [Holder.writer, .curator] {
                let resources = Resources(try await office.connect(as: holder))
                _ = try await resources.create(.incidents, id: "by-\(holder.rawValue)", incident)
            }
            let admin = Audit(try await office.connect(as: .admin))
            _ = try await Resources(try await office.connect(as: .curator)).delete(
                "incidents/by-writer",
                .incidents,
                etag: ""
            )
            _ = try await admin.redact("incidents/by-writer", reason: "leaked")
            let entries = try await admin.entries().elements("entries")
            #expect(entries.map { $0["subject"]?.text } == ["admin", "curator", "curator", "writer"])
            var filter = AuditFilter()
            filter.subject = "curator"
            #expect(try await admin.entries(filter).elements("entries").count == 2)
        }
    }

    @Test(arguments: [Holder.reader, .writer, .curator])
    func othersAreDenied(_ holder: Holder) async throws {
        try await Office.open { office in
            let client = try await office.connect(as: holder)
            for method in ["ListAuditEntries", "RedactRevisions"] {
                #expect(try await client.failure("dossier.v1.Server/\(method)")?.code == .permissionDenied)
            }
        }
    }
}
