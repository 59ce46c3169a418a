import DossierFormats
import DossierWire
import Testing

@Suite struct FuzzyTimeTests {
    @Test(arguments: [
        ("2013", "2013-01-01T00:00:00Z", "2013-12-31T23:59:59.999999999Z", "YEAR"),
        ("2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59.999999999Z", "MONTH"),
        ("2023-02", "2023-02-01T00:00:00Z", "2023-02-28T23:59:59.999999999Z", "MONTH"),
        ("2022-07-15", "2022-07-15T00:00:00Z", "2022-07-15T23:59:59.999999999Z", "DAY"),
        ("2022-09-07T10Z", "2022-09-07T10:00:00Z", "2022-09-07T10:59:59.999999999Z", "HOUR"),
        ("2022-09-07T10:05Z", "2022-09-07T10:05:00Z", "2022-09-07T10:05:59.999999999Z", "MINUTE"),
        ("2022-09-07T10:05:07Z", "2022-09-07T10:05:07Z", "2022-09-07T10:05:07.999999999Z", "SECOND"),
        ("2022-07-15/2022-08", "2022-07-15T00:00:00Z", "2022-08-31T23:59:59.999999999Z", "RANGE"),
    ])
    func aWordIsAsPreciseAsItIs(text: String, earliest: String, latest: String, precision: String) throws {
        let time = try read(.incidents, "occurred: \(text)")["occurred"]
        #expect(
            try time
                == json(
                    #"{"earliest": "\#(earliest)", "latest": "\#(latest)", "precision": "PRECISION_\#(precision)"}"#
                )
        )
    }

    @Test func anIntervalMayBeOpen() throws {
        #expect(
            try read(.incidents, "occurred: 2014/..")["occurred"]
                == json(#"{"earliest": "2014-01-01T00:00:00Z", "precision": "PRECISION_OPEN"}"#)
        )
        #expect(
            try read(.incidents, "occurred: ../2014")["occurred"]
                == json(#"{"latest": "2014-12-31T23:59:59.999999999Z", "precision": "PRECISION_OPEN"}"#)
        )
    }

    @Test(arguments: [
        ("{text: over the years}", #"{"precision": "PRECISION_OPEN", "text": "over the years"}"#),
        (
            "{earliest: 2013, text: since}",
            #"{"earliest": "2013-01-01T00:00:00Z", "precision": "PRECISION_OPEN", "text": "since"}"#
        ),
        (
            "{earliest: 2022-01-01, latest: 2022-01-02, precision: day}",
            #"{"earliest": "2022-01-01T00:00:00Z", "latest": "2022-01-02T23:59:59.999999999Z", "precision": "PRECISION_DAY"}"#
        ),
        (
            "{time: 2022-01, anchor: incidents/x}",
            #"""
            {"earliest": "2022-01-01T00:00:00Z", "latest": "2022-01-31T23:59:59.999999999Z",
             "precision": "PRECISION_MONTH", "anchor": "incidents/x"}
            """#
        ),
    ])
    func aMappingHoldsTheSourcesWords(yaml: String, expected: String) throws {
        #expect(try read(.incidents, "occurred: \(yaml)")["occurred"] == json(expected))
    }

    @Test(arguments: [
        "2022-13", "2022-00", "2023-02-29", "2022-07-32", "1677", "2262", "22-07-15", "2022-7-15", "2022-09-07T24Z",
        "2022-09-07T10:60Z", "2022-09-07T10:00", "2022-09-07T10:00:00+02:00", "2022-08/2022-07", "../..", "2022//2023",
        "July", "{time: 2022, earliest: 2022}", "{earliest: yesterday}", "[2022]",
    ])
    func whatIsNoTimeIsRefused(text: String) {
        let all = findings("incidents:\n  x:\n    occurred: \(text)\n")
        #expect(all.count == 1, "\(all)")
        #expect(all.first?.place.line == 3)
    }
}
