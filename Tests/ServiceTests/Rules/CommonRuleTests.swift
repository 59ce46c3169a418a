import DossierCore
import Testing

/// What makes any resource valid.
struct CommonRuleTests {
    @Test(arguments: Collection.all)
    func boundsTextsAndLists(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            await desk.expect(
                [
                    .allows(["externalRefs": list(1_000, of: ["source": "mitre-attack"])]),
                    .refuses("external_refs", change: ["externalRefs": list(1_001, of: ["source": "mitre-attack"])]),
                    .allows(["labels": [["key": "desk", "value": text(10_000)], ["key": "desk"]]]),
                    .refuses("labels[0].value", change: ["labels": [["key": "desk", "value": text(10_001)]]]),
                    .refuses(
                        "labels[0].key",
                        "labels[1].value",
                        change: ["labels": [["key": text(10_001)], ["key": "desk", "value": text(5_001, of: "é")]]]
                    ),
                ],
                of: collection
            )
        }
    }

    @Test(arguments: Collection.all)
    func wantsWhatMakesAReferenceOrALabel(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            await desk.expect(
                [
                    .refuses("external_refs[1].source", change: ["externalRefs": [["source": "a"], ["id": "C0038"]]]),
                    .refuses("labels[0].key", change: ["labels": [["value": "red"]]]),
                ],
                of: collection
            )
        }
    }

    @Test(arguments: Collection.all)
    func knowsTheProtocolsOfTrafficLights(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            for tlp in ["TLP_CLEAR", "TLP_GREEN", "TLP_AMBER", "TLP_AMBER_STRICT", "TLP_RED"] {
                let created = try await desk.create(collection, "", collection.sample.merging(["tlp": JSON(tlp)]))
                #expect(created.tlp.string == tlp)
            }
            await desk.expect(
                [.refuses("tlp", change: ["tlp": 6]), .refuses("tlp", change: ["tlp": -1])],
                of: collection
            )
        }
    }

    @Test(arguments: Collection.all)
    func takesIDsOfTheirForm(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            for id in ["a", "a-b", "a--1", String(repeating: "a", count: 63)] {
                #expect(try await desk.create(collection, id).name.string == "\(collection.items)/\(id)")
            }
            let wrong = ["A", "1", "-a", "a-", "a_b", "a/b", "a@1", "a b", "é", String(repeating: "a", count: 64)]
            for id in wrong {
                let status = try await refusal("\(id)") { try await desk.create(collection, id) }
                #expect(status.code == .invalidArgument, "\(id)")
                #expect(status.fields == ["\(collection.field)_id"], "\(id)")
            }
        }
    }

    @Test(arguments: Collection.all)
    func wantsAResource(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            for verb in ["Create", "Update"] {
                let status = try await refusal { try await desk.call(collection.method(verb)) }
                #expect(status.code == .invalidArgument)
                #expect(status.fields == [collection.field])
            }
        }
    }

    @Test(arguments: Collection.all)
    func wantsNamesOfTheRightCollection(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let items = collection.items
            for name in ["", "x", items, "\(items)/", "\(items)/X", "\(items)/x/y", "others/x", "/x"] {
                var change = collection.sample
                change.name = JSON(name)
                let statuses = [
                    try await refusal { try await desk.get(collection, name) },
                    try await refusal { try await desk.update(collection, change) },
                    try await refusal { try await desk.delete(collection, name) },
                    try await refusal { try await desk.getBatch(collection, ["\(items)/x", name]) },
                ]
                for status in statuses { #expect(status.code == .invalidArgument, "\(name)") }
                #expect(statuses.map(\.fields) == [["name"], ["\(collection.field).name"], ["name"], ["names[1]"]])
            }
        }
    }

    /// An update is held to the same rules as a creation.
    @Test(arguments: Collection.all)
    func checksUpdatesToo(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let created = try await desk.create(collection, "first")
            let change = collection.sample.merging(["name": created.name, "tlp": 77])
            let status = try await refusal { try await desk.update(collection, change) }
            #expect(status.fields == ["\(collection.field).tlp"])
            #expect(try await desk.get(collection, created.name.string) == created)
        }
    }
}
