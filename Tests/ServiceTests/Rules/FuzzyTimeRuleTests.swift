import Testing

/// What makes a time sensible, wherever one stands.
struct FuzzyTimeRuleTests {
    /// A resource with a time in one of its fields.
    struct Place: Sendable, CustomTestStringConvertible {
        let collection: Collection
        let path: String
        let change: @Sendable (JSON) -> JSON

        static let all = [
            Place(collection: .incidents, path: "occurred") { ["occurred": $0] },
            Place(collection: .incidents, path: "disclosed") { ["disclosed": $0] },
            Place(collection: .actors, path: "roles[0].valid") {
                ["roles": [["title": "Minister", "organization": "actors/speaker", "valid": $0]]]
            },
            Place(collection: .statements, path: "said") { ["said": $0] },
            Place(collection: .statements, path: "link.valid") {
                [
                    "kind": "STATEMENT_KIND_LINKS",
                    "link": ["type": "LINK_TYPE_HOSTS", "from": "actors/speaker", "to": "actors/other", "valid": $0],
                ]
            },
            Place(collection: .statements, path: "measure.effective") { measure(["effective": $0]) },
            Place(collection: .statements, path: "measure.deadline") { measure(["deadline": $0]) },
            Place(collection: .statements, path: "measure.ends") { measure(["ends": $0]) },
            Place(collection: .statements, path: "quantities[0].over") {
                ["quantities": [["of": "members", "text": "thousands", "over": $0]]]
            },
            Place(collection: .sources, path: "published") { ["published": $0] },
        ]

        private static func measure(_ part: JSON) -> JSON {
            let measure: JSON = ["type": "MEASURE_TYPE_SHUTDOWN"]
            return ["kind": "STATEMENT_KIND_ANNOUNCES_MEASURE", "measure": measure.merging(part)]
        }

        var testDescription: String { "\(collection.field).\(path)" }
    }

    @Test(arguments: Place.all)
    func checksTimes(_ place: Place) async throws {
        try await Desk.open { desk in
            try await desk.create(.actors, "speaker", ["displayName": "A speaker"])
            try await desk.create(.actors, "other", ["displayName": "Another"])
            let rules =
                Self.right.map { Rule.allows(place.change($0)) }
                + Self.wrong.map { Rule(change: place.change($0.time), faults: ["\(place.path).\($0.fault)"]) }
            await desk.expect(rules, of: place.collection)
        }
    }

    private static let right: [JSON] = [
        ["earliest": "2022-07-15T00:00:00Z", "latest": "2022-07-15T23:59:59Z", "precision": "PRECISION_DAY"],
        ["earliest": "2022-07-15T08:00:00Z", "latest": "2022-07-15T08:00:00Z", "precision": "PRECISION_SECOND"],
        ["earliest": "1678-01-02T00:00:00Z", "latest": "2261-12-31T00:00:00Z", "precision": "PRECISION_RANGE"],
        ["earliest": "2013-01-01T00:00:00Z", "precision": "PRECISION_OPEN", "text": "since 2013"],
        ["latest": "2013-01-01T00:00:00Z", "precision": "PRECISION_OPEN"],
        ["precision": "PRECISION_OPEN", "text": "over the years", "anchor": "incidents/july"],
    ]

    private static let wrong: [(time: JSON, fault: String)] = [
        (["text": "Friday"], "precision"),
        (["text": "Friday", "precision": 9], "precision"),
        (["precision": "PRECISION_DAY"], "precision"),
        (["earliest": "2022-07-15T00:00:00Z", "precision": "PRECISION_RANGE"], "precision"),
        (["latest": "2022-07-15T00:00:00Z", "precision": "PRECISION_YEAR"], "precision"),
        (
            ["earliest": "2022-07-15T00:00:00Z", "latest": "2022-07-16T00:00:00Z", "precision": "PRECISION_OPEN"],
            "precision"
        ),
        (
            ["earliest": "2022-07-15T00:00:01Z", "latest": "2022-07-15T00:00:00Z", "precision": "PRECISION_DAY"],
            "latest"
        ),
        (
            [
                "earliest": "2022-07-15T00:00:00.000000002Z", "latest": "2022-07-15T00:00:00.000000001Z",
                "precision": "PRECISION_DAY",
            ],
            "latest"
        ),
        (["earliest": "1677-01-01T00:00:00Z", "precision": "PRECISION_OPEN"], "earliest"),
        (["latest": "2262-12-31T00:00:00Z", "precision": "PRECISION_OPEN"], "latest"),
        (["precision": "PRECISION_OPEN", "text": text(10_001)], "text"),
    ]
}
