import DossierCore
import Testing

/// A statement is taken back by its own principal only.
struct RetractionTests {
    private static func said(by speaker: String, for principal: String? = nil) -> JSON {
        var statement: JSON = ["speaker": "actors/\(speaker)", "kind": "STATEMENT_KIND_REPORTS"]
        if let principal { statement.onBehalfOf = "actors/\(principal)" }
        return statement
    }

    private static func retracts(_ targets: String..., by speaker: String, for principal: String? = nil) -> JSON {
        said(by: speaker, for: principal).merging([
            "kind": "STATEMENT_KIND_RETRACTS", "about": JSON(targets.map { ["name": JSON($0)] }),
        ])
    }

    /// A state with a ministry and an office in it, and another state.
    private func withActors(_ body: (Desk) async throws -> Void) async throws {
        try await Desk.open { desk in
            try await desk.create(.actors, "state", ["displayName": "A state"])
            try await desk.create(.actors, "ministry", ["displayName": "Its ministry", "parent": "actors/state"])
            try await desk.create(.actors, "office", ["displayName": "An office", "parent": "actors/ministry"])
            try await desk.create(.actors, "other", ["displayName": "Another state"])
            try await body(desk)
        }
    }

    @Test func isOfOneStatement() async throws {
        try await withActors { desk in
            try await desk.create(.incidents, "july")
            for id in ["a", "b"] { try await desk.create(.statements, id, Self.said(by: "state")) }
            let wrong = [
                Self.retracts(by: "state"), Self.retracts("incidents/july", by: "state"),
                Self.retracts("statements/a", "statements/b", by: "state"),
                Self.retracts("statements/a", "incidents/july", by: "state"),
            ]
            for statement in wrong {
                let status = try await refusal { try await desk.check(.statements, statement) }
                #expect(status.code == .invalidArgument)
                #expect(status.fields == ["statement.about"])
            }
            try await desk.check(.statements, Self.retracts("statements/a", by: "state"))
        }
    }

    @Test func isByTheStateOfAnOfficeHolder() async throws {
        try await withActors { desk in
            let office: JSON = ["title": "Prime Minister", "organization": "actors/state"]
            let former = office.merging(["valid": ["latest": "2021-01-01T00:00:00Z", "precision": "PRECISION_OPEN"]])
            let person: JSON = ["displayName": "A person", "identityClass": "IDENTITY_CLASS_INDIVIDUAL"]
            try await desk.create(.actors, "holder", person.merging(["roles": [office]]))
            try await desk.create(.actors, "former", person.merging(["roles": [former]]))
            try await desk.create(.statements, "a", Self.said(by: "holder"))
            try await desk.create(.statements, "b", Self.said(by: "former"))
            try await desk.check(.statements, Self.retracts("statements/a", by: "ministry"))
            let status = try await refusal {
                try await desk.check(.statements, Self.retracts("statements/b", by: "state"))
            }
            #expect(status.code == .failedPrecondition)
        }
    }

    @Test func isByTheSamePrincipal() async throws {
        try await withActors { desk in
            try await desk.create(.statements, "a", Self.said(by: "ministry"))
            try await desk.create(.statements, "b", Self.said(by: "other", for: "office"))
            for target in ["statements/a", "statements/b"] {
                for speaker in ["state", "ministry", "office"] {
                    try await desk.check(.statements, Self.retracts(target, by: speaker))
                }
                try await desk.check(.statements, Self.retracts(target, by: "other", for: "ministry"))
                let wrong = [Self.retracts(target, by: "other"), Self.retracts(target, by: "state", for: "other")]
                for statement in wrong {
                    let status = try await refusal { try await desk.check(.statements, statement) }
                    #expect(status.code == .failedPrecondition)
                    #expect(status.message.contains(target))
                    #expect(status.message.contains("actors/state"))
                    #expect(status.message.contains("actors/other"))
                }
            }
        }
    }

    @Test func isCheckedWhenUpdated() async throws {
        try await withActors { desk in
            try await desk.create(.statements, "a", Self.said(by: "state"))
            try await desk.create(.statements, "b", Self.said(by: "other"))
            try await desk.create(.statements, "c", Self.retracts("statements/a", by: "office"))
            let change = Self.retracts("statements/b", by: "office").merging(["name": "statements/c"])
            #expect(try await refusal { try await desk.update(.statements, change) }.code == .failedPrecondition)
        }
    }

    @Test func isOfWhatIsThere() async throws {
        try await withActors { desk in
            let missing = try await refusal {
                try await desk.create(.statements, "c", Self.retracts("statements/a", by: "state"))
            }
            #expect(missing.code == .failedPrecondition)
            #expect(missing.message.contains("statements/a"))
            let itself = try await refusal {
                try await desk.create(.statements, "c", Self.retracts("statements/c", by: "state"))
            }
            #expect(itself.code == .failedPrecondition)
            #expect(itself.message.contains("about itself"))
        }
    }

    /// What a statement takes back may stand behind it in a batch.
    @Test func isCheckedInsideABatch() async throws {
        try await withActors { desk in
            for (speaker, isAllowed) in [("office", true), ("other", false)] {
                let items = [
                    ("\(speaker)-c", Self.retracts("statements/\(speaker)-a", by: speaker)),
                    ("\(speaker)-a", Self.said(by: "ministry")),
                ]
                if isAllowed {
                    try await desk.createBatch(.statements, items)
                } else {
                    let status = try await refusal { try await desk.createBatch(.statements, items) }
                    #expect(status.code == .failedPrecondition)
                }
            }
            #expect(try await desk.names(of: .statements) == ["statements/office-a", "statements/office-c"])
        }
    }
}
