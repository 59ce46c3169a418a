import DossierClient
import DossierCore
import Testing

/// References hold both ways, and a refusal names the record and the field.
struct ReferenceTests {
    /// A field that refers to a record.
    struct Field: Sendable, CustomTestStringConvertible {
        let collection: Collection
        /// As messages call it: "victims.actor".
        let name: String
        /// What it refers to.
        let target: Collection
        /// What sets it to a name.
        let change: @Sendable (JSON) -> JSON

        init(
            _ collection: Collection,
            _ name: String,
            _ target: Collection,
            _ change: @escaping @Sendable (JSON) -> JSON
        ) {
            self.collection = collection
            self.name = name
            self.target = target
            self.change = change
        }

        var testDescription: String { "\(collection.field).\(name) -> \(target.items)" }

        static let all = [
            Field(.incidents, "victims.actor", .actors) { ["victims": [["actor": $0]]] },
            Field(.actors, "parent", .actors) { ["parent": $0] },
            Field(.actors, "aliases.asserted_by", .actors) { ["aliases": [["value": "A", "assertedBy": $0]]] },
            Field(.actors, "roles.organization", .actors) { ["roles": [["title": "Head", "organization": $0]]] },
            Field(.sources, "publisher", .actors) { ["publisher": $0] },
            Field(.statements, "speaker", .actors) { ["speaker": $0] },
            Field(.statements, "on_behalf_of", .actors) { ["onBehalfOf": $0] },
            Field(.statements, "reported_by", .actors) { ["reportedBy": $0] },
            Field(.statements, "about.name", .incidents) { ["about": [["name": $0]]] },
            Field(.statements, "about.name", .actors) { ["about": [["name": $0]]] },
            Field(.statements, "about.name", .statements) { ["about": [["name": $0]]] },
            Field(.statements, "target_actors", .actors) { ["targetActors": [$0]] },
            Field(.statements, "link.from", .incidents) { link($0, "actors/speaker") },
            Field(.statements, "link.to", .statements) { link("actors/speaker", $0) },
            Field(.statements, "appearances.source", .sources) {
                ["appearances": [["source": $0, "form": "APPEARANCE_FORM_DIRECT"]]]
            },
            Field(.statements, "measure.decided_by", .actors) { measure(["decidedBy": $0]) },
            Field(.statements, "measure.targets", .actors) { measure(["targets": [$0]]) },
        ]

        private static func link(_ from: JSON, _ to: JSON) -> JSON {
            ["kind": "STATEMENT_KIND_LINKS", "link": ["type": "LINK_TYPE_RELATED", "from": from, "to": to]]
        }

        private static func measure(_ part: JSON) -> JSON {
            let type: JSON = ["type": "MEASURE_TYPE_WARNING"]
            return ["kind": "STATEMENT_KIND_ANNOUNCES_MEASURE", "measure": type.merging(part)]
        }

        /// The sample, referring to a name.
        func referring(to name: String) -> JSON { collection.sample.merging(change(JSON(name))) }
    }

    @Test(arguments: Field.all)
    func refusesWhatIsNotThere(_ field: Field) async throws {
        try await Desk.open(for: .statements) { desk in
            let missing = "\(field.target.items)/nowhere"
            let before = try await desk.sequence()
            let created = try await refusal {
                try await desk.create(field.collection, "first", field.referring(to: missing))
            }
            expect(
                created,
                from: "\(field.collection.items)/first",
                field.name,
                to: missing,
                .referenceMissing,
                missing
            )
            let checked = try await refusal { try await desk.check(field.collection, field.referring(to: missing)) }
            #expect(checked.code == .failedPrecondition)
            #expect(try await desk.sequence() == before)

            let whole = try await desk.create(field.collection, "first")
            let change = field.referring(to: missing).merging(["name": whole.name])
            let updated = try await refusal { try await desk.update(field.collection, change) }
            expect(updated, from: whole.name.string, field.name, to: missing, .referenceMissing, missing)
            #expect(try await desk.get(field.collection, whole.name.string) == whole)
        }
    }

    @Test(arguments: Field.all)
    func keepsWhatIsReferredTo(_ field: Field) async throws {
        try await Desk.open(for: .statements) { desk in
            let target = try await desk.create(field.target, "target").name.string
            let referrer = try await desk.create(field.collection, "first", field.referring(to: target))
            let refused = try await refusal { try await desk.delete(field.target, target) }
            expect(refused, from: referrer.name.string, field.name, to: target, .referrer, referrer.name.string)

            let freed = field.collection.sample.merging(["name": referrer.name])
            try await desk.update(field.collection, freed)
            try await desk.delete(field.target, target)
            let dangling = field.referring(to: target).merging(["name": referrer.name])
            let deleted = try await refusal { try await desk.update(field.collection, dangling) }
            expect(deleted, from: referrer.name.string, field.name, to: target, .referenceDeleted, target)
        }
    }

    @Test(arguments: Field.all)
    func letsGoOfWhatOnlyTheDeletedReferTo(_ field: Field) async throws {
        try await Desk.open(for: .statements) { desk in
            let target = try await desk.create(field.target, "target").name.string
            let referrer = try await desk.create(field.collection, "first", field.referring(to: target))
            try await desk.delete(field.collection, referrer.name.string)
            #expect(try await desk.delete(field.target, target).deleteTime != .null)
        }
    }

    @Test func deletesWhatRefersToItself() async throws {
        try await Desk.open { desk in
            let fields: JSON = ["displayName": "I", "aliases": [["value": "Me", "assertedBy": "actors/i"]]]
            try await desk.create(.actors, "i", fields)
            #expect(try await desk.delete(.actors, "actors/i").deleteTime != .null)
        }
    }

    @Test func refersForwardInsideABatch() async throws {
        try await Desk.open { desk in
            let reply = try await desk.createBatch(
                .actors,
                [
                    ("ministry", ["displayName": "The ministry", "parent": "actors/state"]),
                    (
                        "minister",
                        ["displayName": "M", "roles": [["title": "Minister", "organization": "actors/ministry"]]]
                    ),
                    ("state", ["displayName": "The state"]),
                ]
            )
            #expect(reply.actors.list.map(\.name.string) == ["actors/ministry", "actors/minister", "actors/state"])
            let dangling = try await refusal {
                try await desk.createBatch(.actors, [("unit", ["displayName": "A unit", "parent": "actors/office"])])
            }
            let office = "actors/office"
            expect(dangling, from: "actors/unit", "parent", to: office, .referenceMissing, office)
        }
    }

    private func expect(
        _ status: Status,
        from record: String,
        _ field: String,
        to target: String,
        _ type: Precondition,
        _ subject: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(status.code == .failedPrecondition, sourceLocation: sourceLocation)
        for word in [record, " \(field)", target] {
            #expect(status.message.contains(word), "\(status)", sourceLocation: sourceLocation)
        }
        #expect(status.subject(of: type) == subject, sourceLocation: sourceLocation)
        let descriptions = status.preconditionViolations.map(\.description)
        #expect(descriptions == [status.message], sourceLocation: sourceLocation)
    }
}
