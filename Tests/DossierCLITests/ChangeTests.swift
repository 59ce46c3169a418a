import DossierWire
import Testing

@testable import dossier

/// What a history shows of a revision.
@Suite struct ChangeTests {
    @Test(arguments: [
        ("An outage", "The outage", "An outage → The outage"),
        (
            "Digital services of the government were attacked in July.",
            "Digital services of the municipality were attacked in July.",
            "… services of the [government → municipality] were attacked in …"
        ), ("one two three four", "one two three four five", "… two three four [ → five]"), ("", "a", " → a"),
    ])
    func longTextsAreShownAroundWhatChanged(old: String, new: String, change: String) {
        #expect(TextChange.text(old, new) == change)
    }

    @Test func eachFieldIsShownInTheWordsOfDossierFiles() throws {
        let old = try JSONValue(
            parsing: """
                {"name": "incidents/x", "etag": "1", "title": "An outage", "types": ["INCIDENT_TYPE_DISRUPTION"],
                 "tlp": "TLP_AMBER", "summary": "Gone.",
                 "victims": [{"targetText": "servers", "sectors": ["police"]}, {"actor": "actors/albania"}]}
                """
        )
        let new = try JSONValue(
            parsing: """
                {"name": "incidents/x", "etag": "2", "title": "An outage", "types": ["INCIDENT_TYPE_RANSOMWARE"],
                 "tlp": "TLP_AMBER_STRICT", "victims": [{"actor": "actors/albania"}],
                 "occurred": {"earliest": "2022-07-15T00:00:00Z", "precision": "PRECISION_DAY", "text": "Friday"}}
                """
        )
        let changes = FieldChange.between(old, new, .incidents)
        #expect(changes.map(\.field) == ["types", "tlp", "victims", "occurred", "summary"])
        #expect(
            changes.map(\.lines) == [
                ["- disruption", "+ ransomware"], ["amber → amber+strict"],
                ["- {target_text: servers, sectors: [police]}"], ["+ 2022-07-15 (\"Friday\")"], ["- Gone."],
            ]
        )
        #expect(FieldChange.between(new, new, .incidents).isEmpty)
    }

    @Test func anotherOrderIsAChangeToo() throws {
        let old = try JSONValue(parsing: #"{"actorTypes": ["spy", "unknown"]}"#)
        let new = try JSONValue(parsing: #"{"actorTypes": ["unknown", "spy"]}"#)
        #expect(FieldChange.between(old, new, .actors).map(\.lines) == [["in another order: unknown, spy"]])
    }

    @Test func deletionsAndReturnsAreToldApart() throws {
        let live = try JSONValue(parsing: #"{"name": "actors/x", "revision": "1", "author": "me"}"#)
        let deleted = try JSONValue(
            parsing: #"{"name": "actors/x", "revision": "2", "deleteTime": "2022-09-10T12:00:00Z"}"#
        )
        func head(_ revision: JSONValue, after before: JSONValue?) -> String {
            RevisionView(revision, after: before, .actors).lines(width: nil, Style(false))[0]
        }
        #expect(head(live, after: nil).hasSuffix("  recorded by me"))
        #expect(head(deleted, after: live).hasPrefix("x@2"))
        #expect(head(deleted, after: live).hasSuffix("  deleted"))
        #expect(head(live, after: deleted).hasSuffix("  brought back by me"))
        #expect(head(live, after: live).hasSuffix("  updated by me"))
    }
}
