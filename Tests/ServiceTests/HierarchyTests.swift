import DossierCore
import Testing

/// The tree of actors.
struct HierarchyTests {
    private static func actor(_ id: String, parent: String? = nil) -> JSON {
        var actor: JSON = ["name": "actors/\(id)", "displayName": JSON(id)]
        if let parent { actor.parent = "actors/\(parent)" }
        return actor
    }

    private func expectCycle(_ status: Status, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(status.code == .failedPrecondition, sourceLocation: sourceLocation)
        #expect(status.message.contains("parent: makes a cycle"), "\(status)", sourceLocation: sourceLocation)
    }

    @Test func hasNoCycles() async throws {
        try await Desk.open { desk in
            expectCycle(try await refusal { try await desk.create(.actors, "a", Self.actor("a", parent: "a")) })
            for id in ["a", "b", "c"] { try await desk.create(.actors, id, Self.actor(id)) }
            try await desk.update(.actors, Self.actor("a", parent: "b"))
            try await desk.update(.actors, Self.actor("b", parent: "c"))
            for parent in ["a", "b", "c"] {
                expectCycle(try await refusal { try await desk.update(.actors, Self.actor("c", parent: parent)) })
            }
            expectCycle(try await refusal { try await desk.update(.actors, Self.actor("b", parent: "a")) })
            #expect(try await desk.get(.actors, "actors/c").revision.integer == 1)
        }
    }

    @Test func hasNoCyclesInsideABatch() async throws {
        try await Desk.open { desk in
            let status = try await refusal {
                try await desk.createBatch(
                    .actors,
                    [("a", Self.actor("a", parent: "b")), ("b", Self.actor("b", parent: "a"))]
                )
            }
            expectCycle(status)
            #expect(try await desk.names(of: .actors) == [])
        }
    }

    /// Two calls that are each right alone, and a cycle together.
    @Test func hasNoCyclesByUpdatesAtOnce() async throws {
        try await Desk.open { desk in
            for id in ["a", "b"] { try await desk.create(.actors, id, Self.actor(id)) }
            async let one = Result { try await desk.update(.actors, Self.actor("a", parent: "b")) }
            async let other = Result { try await desk.update(.actors, Self.actor("b", parent: "a")) }
            let results = await [one, other]
            #expect(results.filter(\.isSuccess).count == 1, "\(results)")
        }
    }

    @Test func isNotDeeperThanItsLimit() async throws {
        try await Desk.open { desk in
            func chain(_ prefix: String, _ count: Int) -> [(id: String, fields: JSON)] {
                (0..<count).map { place in
                    let parent = place + 1 < count ? "\(prefix)\(place + 1)" : nil
                    return ("\(prefix)\(place)", Self.actor("\(prefix)\(place)", parent: parent))
                }
            }
            // The children come first: where each stands, only the whole batch tells.
            try await desk.createBatch(.actors, chain("a", Limits.actorDepth + 1))
            let deeper = [
                try await refusal { try await desk.createBatch(.actors, chain("b", Limits.actorDepth + 2)) },
                try await refusal { try await desk.create(.actors, "b", Self.actor("b", parent: "a0")) },
            ]
            for status in deeper {
                #expect(status.code == .failedPrecondition)
                #expect(status.message.contains("\(Limits.actorDepth) actors above"))
            }
            #expect(try await desk.names(of: .actors).count == Limits.actorDepth + 1)
        }
    }

    /// Who moves takes those below along; they must still be writable there.
    @Test func isNotDeeperThanItsLimitBelowWhoMoves() async throws {
        try await Desk.open { desk in
            let half = Limits.actorDepth / 2
            for prefix in ["a", "b"] {
                for place in 0...half {
                    let parent = place > 0 ? "\(prefix)\(place - 1)" : nil
                    try await desk.create(.actors, "\(prefix)\(place)", Self.actor("\(prefix)\(place)", parent: parent))
                }
            }
            let status = try await refusal { try await desk.update(.actors, Self.actor("b0", parent: "a\(half)")) }
            #expect(status.code == .failedPrecondition)
            #expect(status.message.contains("actors/b\(half), below actors/b0"), "\(status)")
            try await desk.update(.actors, Self.actor("b0", parent: "a\(half - 1)"))
            try await desk.update(.actors, Self.actor("b\(half)", parent: "b\(half - 1)"))
        }
    }
}
