import DossierClient
import DossierCore
import DossierWire
import TestSupport
import Testing

/// What the server says of itself.
struct StatusTests {
    @Test func namesItsModules() async throws {
        try await Desk.open { desk in
            let status = try await desk.status()
            #expect(status.version.string.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
            #expect(status.engine.string.hasPrefix("\(TestEngine.chosen.name) "))
            #expect(status.draining == .null)
            #expect(status.startTime.string <= status.currentTime.string)
            let modules = status.modules.list
            let ids = ["incidents", "actors", "statements", "server", "reflection", "health"]
            #expect(modules.map(\.id.string) == ids.map { "dossier.\($0)" })
            #expect(modules.allSatisfy { $0.version.string.wholeMatch(of: /\d+\.\d+\.\d+/) != nil })
            let services = ["Incidents", "Actors", "Statements", "Server"].map { ["dossier.v1.\($0)"] }
            let reflection = ["v1", "v1alpha"].map { "grpc.reflection.\($0).ServerReflection" }
            #expect(
                modules.map(\.services)
                    == (services + [reflection, ["grpc.health.v1.Health"]]).map {
                        JSON(.array($0.map(JSONValue.string)))
                    }
            )
            #expect(
                modules.map(\.kinds) == [["incidents"], ["actors"], ["statements", "sources"], .null, .null, .null]
            )
        }
    }

    /// Each call is counted once, of its module and of the whole, as it ended.
    @Test func countsCalls() async throws {
        try await Desk.open { desk in
            try await desk.create(.incidents, "a")
            for _ in 0..<3 { _ = try await desk.get(.incidents, "incidents/a") }
            _ = try await refusal { try await desk.get(.incidents, "incidents/b") }
            _ = try await refusal { try await desk.create(.incidents, "b", [:]) }
            _ = try await refusal {
                try await desk.client.call(try MethodName(Collection.actors.method("Get")), [0xff])
            }
            var watch = try await desk.watch(.actors, ["sequence": "0"])
            try await desk.create(.actors, "a")
            _ = try await watch.next()

            // A call is counted behind its answer; each question for the status is one more.
            try await desk.eventually("all but the last are counted") { status in
                let server = counts(status, "server")
                return counts(status, "incidents") == [6, 2, 0] && counts(status, "actors") == [2, 1, 1]
                    && counts(status, "statements") == [0, 0, 0] && server[0] > 0 && server[2] == 1
                    && status.callsFailed.integer == 3 && status.callsActive.integer == 2
                    && status.callsEnded.integer == 8 + server[0] && status.sequence.integer == 2
            }
        }
    }

    private func counts(_ status: JSON, _ module: String) -> [Int] {
        let module = status.modules.list.first { $0.id.string == "dossier.\(module)" } ?? .null
        return [module.callsEnded.integer, module.callsFailed.integer, module.callsActive.integer]
    }

    @Test func countsConnections() async throws {
        try await Desk.open { desk in
            #expect(try await desk.status().connections.integer == 1)
            var others: [Desk] = []
            for _ in 0..<9 { others.append(try await desk.another()) }
            try await desk.eventually("ten") { $0.connections.integer == 10 }
            for other in others { await other.client.close() }
            try await desk.eventually("one") { $0.connections.integer == 1 }
        }
    }

    @Test func measuresItsProcess() async throws {
        try await Desk.open { desk in
            let before = try await desk.status()
            for _ in 0..<100 { try await desk.create(.incidents) }
            let after = try await desk.status()
            #expect(after.sequence.integer == before.sequence.integer + 100)
            #expect(after.cpuNanos.integer > before.cpuNanos.integer)
            #expect(after.currentTime.string > before.currentTime.string)
            #expect(after.startTime == before.startTime)
            #expect((10 << 20..<8 << 30).contains(after.memoryBytes.integer))
        }
    }
}
