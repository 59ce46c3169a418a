import DossierClient
import DossierFormats
import DossierWire
import Testing

@Suite struct DocumentedExampleTests {
    @Test func isReadInTheOrderOfItsReferences() throws {
        let names = try DocumentedExample.dossier().resources.map(\.name)
        #expect(
            names == [
                "actors/ruritania", "actors/interior-ministry", "actors/strelsau-gazette", "actors/grauwolf",
                "sources/gazette", "incidents/tax-office", "statements/ministry-blames", "statements/grauwolf-rejects",
            ]
        )
    }

    @Test func anIncidentIsWhatItSays() throws {
        let incident = try #require(try DocumentedExample.dossier()["incidents/tax-office"])
        #expect(
            try shown(incident)
                == json(
                    """
                    {"tlp": "TLP_CLEAR", "title": "Outage of the tax office", "occurred": {
                        "earliest": "2031-05-02T00:00:00Z", "latest": "2031-05-02T23:59:59.999999999Z",
                        "precision": "PRECISION_DAY", "text": "Friday", "anchor": "2031-05-04"},
                     "types": ["INCIDENT_TYPE_DISRUPTION"],
                     "victims": [{"actor": "actors/ruritania", "targetText": "the tax office's servers",
                                  "sectors": ["government"]}]}
                    """
                )
        )
    }

    @Test func aStatementIsWhatItSays() throws {
        let statement = try #require(try DocumentedExample.dossier()["statements/ministry-blames"])
        #expect(
            try shown(statement)
                == json(
                    """
                    {"tlp": "TLP_CLEAR", "speaker": "actors/interior-ministry", "onBehalfOf": "actors/ruritania",
                     "said": {"earliest": "2031-05-03T00:00:00Z", "latest": "2031-05-03T23:59:59.999999999Z",
                              "precision": "PRECISION_DAY"},
                     "channel": "CHANNEL_PRESS_RELEASE", "kind": "STATEMENT_KIND_ATTRIBUTES",
                     "about": [{"name": "incidents/tax-office"}], "targetActors": ["actors/grauwolf"],
                     "basis": "BASIS_RECEIVER_GOVERNMENT", "hedge": {"text": "in all likelihood"}, "confidence": 70,
                     "appearances": [{"source": "sources/gazette", "form": "APPEARANCE_FORM_PARTIAL",
                                      "text": "the work of Grauwolf", "locator": "paragraph 2"}],
                     "reportedBy": "actors/strelsau-gazette"}
                    """
                )
        )
    }

    @Test func candidatesAndForwardReferencesAreKept() throws {
        let statement = try #require(try DocumentedExample.dossier()["statements/grauwolf-rejects"])
        #expect(
            try shown(statement)["about"]
                == json(
                    #"[{"name": "statements/ministry-blames"}, {"name": "incidents/tax-office", "candidate": true}]"#
                )
        )
    }

    @Test func eachResourceKnowsItsLine() throws {
        let lines = try DocumentedExample.yaml().split(separator: "\n", omittingEmptySubsequences: false)
        for resource in try DocumentedExample.dossier().resources {
            #expect(lines[resource.place.line - 1] == "  \(resource.id):")
        }
    }
}
