import DossierCore
import Testing

/// What a read mask leaves of a resource.
struct ReadMaskTests {
    private static let rich: JSON = [
        "title": "An outage", "summary": "Systems were down.", "types": ["INCIDENT_TYPE_DISRUPTION"],
        "occurred": [
            "earliest": "2022-07-15T00:00:00Z", "latest": "2022-07-15T23:59:59Z", "precision": "PRECISION_DAY",
            "text": "July 15",
        ],
        "victims": [
            ["targetText": "a port", "sectors": ["transport", "sea"]], ["targetText": "a ministry"],
        ],
    ]

    @Test func namesFieldsAtAnyDepth() async throws {
        try await Desk.open { desk in
            let whole = try await desk.create(.incidents, "rich", Self.rich)
            let cases: [(mask: String, left: JSON)] = [
                ("title", ["title": "An outage"]),
                ("title,title", ["title": "An outage"]),
                ("types", ["types": ["INCIDENT_TYPE_DISRUPTION"]]),
                ("occurred.text", ["occurred": ["text": "July 15"]]),
                ("occurred.latest,occurred.text", ["occurred": ["latest": "2022-07-15T23:59:59Z", "text": "July 15"]]),
                ("occurred.text,occurred", ["occurred": Self.rich.occurred]),
                ("occurred,occurred.text", ["occurred": Self.rich.occurred]),
                ("occurred.anchor", ["occurred": [:]]),
                ("disclosed.text", [:]),
                ("victims.sectors", ["victims": [["sectors": ["transport", "sea"]], [:]]]),
                ("victims.*.targetText", ["victims": [["targetText": "a port"], ["targetText": "a ministry"]]]),
                ("victims.*", ["victims": Self.rich.victims]),
                ("revision,name", ["name": "incidents/rich", "revision": "1"]),
                ("*", whole),
                ("title,*", whole),
                ("", whole),
            ]
            for (mask, left) in cases {
                let request: JSON = ["name": "incidents/rich", "readMask": JSON(mask)]
                let got = try await desk.call("dossier.v1.Incidents/GetIncident", request)
                #expect(got.members.map(\.name).sorted() == left.members.map(\.name).sorted(), "\(mask)")
                for (name, value) in left.members { #expect(got[name] == value, "\(mask)") }
            }
        }
    }

    /// Every method that reads resources takes one, in every collection.
    @Test(arguments: Collection.all)
    func isOfEveryRead(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = try await desk.create(collection, "first", collection.titled("One")).name
            let mask: JSON = ["readMask": JSON("name,\(collection.title)")]
            let masked: JSON = ["name": name, collection.title: "One"]
            let get = mask.merging(["name": name])
            #expect(try await desk.call(collection.method("Get"), get) == masked)
            let past = get.merging(["recordedAsOf": ["sequence": JSON("\(try await desk.sequence())")]])
            #expect(try await desk.call(collection.method("Get"), past) == masked)
            #expect(try await desk.list(collection, mask)[collection.items].list == [masked])
            let batch = mask.merging(["names": [name, name]])
            let reply = try await desk.call(collection.methods("BatchGet"), batch)
            #expect(reply[collection.items].list == [masked, masked])
            #expect(try await desk.revisions(collection, name.string, mask)[collection.items].list == [masked])
        }
    }

    @Test(arguments: Collection.all)
    func leadsSomewhere(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = try await desk.create(collection, "first").name
            let mask: JSON = ["readMask": "etagg"]
            let statuses = [
                try await refusal {
                    try await desk.call(collection.method("Get"), mask.merging(["name": name]))
                },
                try await refusal { try await desk.list(collection, mask) },
                try await refusal {
                    try await desk.call(collection.methods("BatchGet"), mask.merging(["names": [name]]))
                },
                try await refusal { try await desk.revisions(collection, name.string, mask) },
            ]
            for status in statuses {
                #expect(status.code == .invalidArgument)
                #expect(status.fields == ["read_mask"])
                #expect(status.message.contains("\"etagg\": \(collection.singular) has no such field"))
                #expect(status.message.contains("did you mean \"etag\"?"))
            }
            for path in ["title.x", "labels.*.key.x", "labels.*.*.x", "*.labels", "labels..key", ".labels", "labels."] {
                let status = try await refusal("\(path)") { try await desk.get(collection, name.string, mask: path) }
                #expect(status.fields == ["read_mask"], "\(path)")
            }
            let many = (0...Limits.maskPaths).map { _ in "name" }.joined(separator: ",")
            #expect(
                try await refusal { try await desk.get(collection, name.string, mask: many) }.fields == ["read_mask"]
            )
        }
    }

    /// A page holds what its mask leaves, not what it leaves out.
    @Test func makesRoomOnAPage() async throws {
        try await Desk.open { desk in
            let label: JSON = ["key": "k", "value": text(10_000)]
            let large = Collection.incidents.sample.merging(["labels": list(90, of: label)])
            for id in ["a", "b", "c", "d"] { try await desk.create(.incidents, id, large) }
            let page = try await desk.list(.incidents, ["readMask": "name"])
            #expect(page.incidents.list.map(\.name.string) == ["a", "b", "c", "d"].map { "incidents/\($0)" })
            #expect(page.nextPageToken == .null)
        }
    }
}
