import DossierCore
import Testing

/// Reads of the record as it stood at a moment.
struct MomentTests {
    /// Three transactions: created, changed, deleted. Returns the resource after each.
    private func history(_ desk: Desk, _ collection: Collection) async throws -> [JSON] {
        let first = try await desk.create(collection, "first")
        let second = try await desk.update(collection, collection.titled("Changed").merging(["name": first.name]))
        let third = try await desk.delete(collection, first.name.string)
        return [first, second, third]
    }

    @Test(arguments: Collection.all)
    func isASequence(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let start = try await desk.sequence()
            let states = try await history(desk, collection)
            let name = states[0].name.string
            for (place, state) in states.enumerated() {
                let moment: JSON = ["sequence": JSON("\(start + place + 1)")]
                #expect(try await desk.get(collection, name, asOf: moment) == state)
                let page = try await desk.list(collection, ["recordedAsOf": moment, "returnTotalSize": true])
                #expect(page.sequence.integer == start + place + 1)
                let listed = page[collection.items].list.filter { $0.name.string == name }
                #expect(listed == (place < 2 ? [state] : []))
                let batch: JSON = ["names": [states[0].name], "recordedAsOf": moment]
                #expect(try await desk.call(collection.methods("BatchGet"), batch)[collection.items][0] == state)
            }
            if start > 0 {
                let before = try await refusal {
                    try await desk.get(collection, name, asOf: ["sequence": JSON("\(start)")])
                }
                #expect(before.code == .notFound)
            }
        }
    }

    @Test(arguments: Collection.all)
    func isATime(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let states = try await history(desk, collection)
            let name = states[0].name.string
            for state in states {
                #expect(try await desk.get(collection, name, asOf: ["time": state.updateTime]) == state)
            }
            #expect(try await desk.get(collection, name, asOf: ["time": "2200-01-01T00:00:00Z"]) == states[2])
            for time in ["1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2001-01-01T00:00:00Z"] {
                let moment: JSON = ["time": JSON(time)]
                #expect(try await refusal { try await desk.get(collection, name, asOf: moment) }.code == .notFound)
                #expect(try await desk.list(collection, ["recordedAsOf": moment]) == [:])
            }
        }
    }

    @Test(arguments: Collection.all)
    func canBeRead(_ collection: Collection) async throws {
        try await Desk.open(for: collection) { desk in
            let name = try await desk.create(collection, "first").name.string
            let future: JSON = ["sequence": JSON("\(try await desk.sequence() + 1)")]
            let wrong: [(moment: JSON, code: StatusCode, fields: [String])] = [
                (future, .outOfRange, []), (["sequence": "18446744073709551615"], .outOfRange, []),
                (["sequence": "0"], .invalidArgument, ["recorded_as_of.sequence"]),
                (["time": "0001-01-01T00:00:00Z"], .invalidArgument, ["recorded_as_of.time"]),
                (["time": "9999-12-31T23:59:59Z"], .invalidArgument, ["recorded_as_of.time"]),
            ]
            for (moment, code, fields) in wrong {
                let statuses = [
                    try await refusal { try await desk.get(collection, name, asOf: moment) },
                    try await refusal { try await desk.list(collection, ["recordedAsOf": moment]) },
                    try await refusal {
                        try await desk.call(
                            collection.methods("BatchGet"),
                            ["names": [JSON(name)], "recordedAsOf": moment]
                        )
                    },
                ]
                for status in statuses {
                    #expect(status.code == code, "\(moment)")
                    #expect(status.fields == fields, "\(moment)")
                }
            }
            #expect(try await desk.get(collection, name, asOf: [:]).name.string == name, "neither is now")
        }
    }
}
