import DossierClient
import DossierCore
import Testing

@testable import DossierHost

/// gRPC's health checking of the modules and of the server.
@Suite struct HealthTests {
    private static let end = Status(.unavailable, "the server is going down; try again")

    @Test func whatServesIsServing() async throws {
        try await ModuleServer.run(TestModule.build(all: "talk", "flow")) { server in
            let client = try await server.connect()
            let services = [
                "", "probe.v1.Talk", "probe.v1.Flow", "dossier.v1.Server", "grpc.health.v1.Health",
                "grpc.reflection.v1alpha.ServerReflection",
            ]
            for service in services {
                #expect(try await client.health(of: service) == .serving, "\(service)")
                var changes = try await client.watchHealth(of: service)
                #expect(try await changes.next() == .serving, "\(service)")
            }
        }
    }

    @Test(arguments: ["probe.v1.Talk", "probe.v1", "Flow", "x"])
    func whatIsNotThereIsNotFound(service: String) async throws {
        try await ModuleServer.run([TestModule.build("flow")]) { server in
            let client = try await server.connect()
            let refused = await #expect(throws: Status.self) { try await client.health(of: service) }
            #expect(refused?.code == .notFound)
            #expect(refused?.message.hasPrefix("no module here has a service \(service); ") == true)
            var changes = try await client.watchHealth(of: service)
            #expect(try await changes.next() == .serviceUnknown)
        }
    }

    /// Each change once, and nothing when another module changes.
    @Test func aWatchHearsAModuleGoAndComeBack() async throws {
        try await ModuleFolder.with("talk", "flow") { folder in
            try await ModuleServer.run(folder.libraries) { server in
                let client = try await server.connect()
                var talk = try await client.watchHealth(of: "probe.v1.Talk")
                var whole = try await client.watchHealth(of: "")
                #expect(try await talk.next() == .serving)
                #expect(try await whole.next() == .serving)
                for _ in 0..<2 {
                    try folder.disable("flow")
                    await server.reload(folder.url)
                    try folder.enable("flow")
                    await server.reload(folder.url)
                    await server.reload(folder.url)
                    try folder.disable("talk")
                    await server.reload(folder.url)
                    #expect(try await talk.next() == .notServing)
                    #expect(try await client.health(of: "probe.v1.Talk") == .notServing)
                    #expect(try await client.health(of: "probe.v1.Flow") == .serving)
                    #expect(try await client.health(of: "") == .serving)
                    try folder.enable("talk")
                    await server.reload(folder.url)
                    #expect(try await talk.next() == .serving)
                }
                await client.close()
                // Of the whole there was nothing to say.
                await #expect(throws: Status.self) { try await whole.next() }
            }
        }
    }

    @Test func aServiceThatIsAddedBecomesKnown() async throws {
        try await ModuleFolder.with("talk") { folder in
            try await ModuleServer.run(folder.libraries) { server in
                let client = try await server.connect()
                var changes = try await client.watchHealth(of: "probe.v1.Flow")
                #expect(try await changes.next() == .serviceUnknown)
                try await folder.add("flow")
                await server.reload(folder.url)
                #expect(try await changes.next() == .serving)
                #expect(try await client.health(of: "probe.v1.Flow") == .serving)
            }
        }
    }

    /// Its last calls may still end, but it takes no new ones.
    @Test func aModuleThatDrainsIsNotServing() async throws {
        try await ModuleFolder.with("talk", "flow") { folder in
            try await ModuleServer.run(folder.libraries, grace: .seconds(3)) { server in
                let client = try await server.connect()
                var changes = try await client.watchHealth(of: "probe.v1.Talk")
                #expect(try await changes.next() == .serving)
                async let later = client.ask("Talk/FinishLater", Ask(text: "in time", number: 500))
                try await eventually("it is open") { try await server.activeCalls(of: "probe.talk") == 1 }
                try folder.disable("talk")
                async let reloading: Void = server.reload(folder.url, grace: .seconds(5))
                #expect(try await changes.next() == .notServing)
                #expect(try await client.health(of: "probe.v1.Talk") == .notServing)
                #expect(try await server.activeCalls(of: "probe.talk") == 1)
                #expect(try await later.text == "in time")
                await reloading
            }
        }
    }

    /// However many there are, each hears of it before its stream ends, and none keeps the server from stopping.
    @Test func everyWatchHearsThatTheServerStops() async throws {
        let services = ["", "probe.v1.Flow", "dossier.v1.Server", "no.Such"]
        let (watching, others, began) = try await ModuleServer.run([TestModule.build("flow")], grace: .seconds(30)) {
            server in
            var watching: [HealthChanges] = []
            for _ in 0..<4 {
                let client = try await server.connect()
                for index in 0..<200 {
                    var changes = try await client.watchHealth(of: services[index % 4])
                    _ = try await changes.next()
                    watching.append(changes)
                }
            }
            var others = try await server.connect().follow("Flow/Linger").makeAsyncIterator()
            _ = try await others.next()
            return (watching, others, ContinuousClock.now)
        }
        #expect(ContinuousClock.now - began < .seconds(15))
        for var changes in watching {
            let rest = try await changes.rest()
            #expect(rest.changes == [.notServing])
            #expect(rest.end == Self.end)
        }
        var linger = others
        let end = await #expect(throws: Status.self) { try await linger.next() }
        #expect(end == Self.end)
    }

    /// As far as a door brings the question.
    @Test func itIsAnsweredWhileTheServerDrains() async throws {
        try await ModuleHost.run("flow") { host in
            host.drain()
            for service in ["", "probe.v1.Flow", "grpc.health.v1.Health"] {
                let check = RecordingDoor()
                _ = try check.open("grpc.health.v1.Health/Check", Health.request(service), on: host)
                #expect(try await check.end() == [.health(.notServing), .end(.ok)])
                let watch = RecordingDoor()
                _ = try watch.open("grpc.health.v1.Health/Watch", Health.request(service), on: host)
                #expect(try await watch.end() == [.health(.notServing), .end(Self.end)])
            }
        }
    }

    /// One who does not read is told the last change, when he reads.
    @Test func aSlowReaderHearsTheLastChange() async throws {
        try await ModuleFolder.with("talk", "flow") { folder in
            let sources = try folder.libraries.map { ModuleSource.library(path: $0.path) }
            try await ModuleHost.run(sources) { host in
                let door = RecordingDoor()
                let name = Health.request("probe.v1.Talk")
                let call = try door.open("grpc.health.v1.Health/Watch", name, on: host)
                try await eventually("it serves") { door.sentSoFar == [.health(.serving)] }
                door.isFull = true
                for _ in 0..<3 {
                    try folder.disable("talk")
                    try host.reload(ModuleSource.folder(folder.url.path), within: 0)
                    try folder.enable("talk")
                    try host.reload(ModuleSource.folder(folder.url.path), within: 0)
                }
                try folder.disable("talk")
                try host.reload(ModuleSource.folder(folder.url.path), within: 0)
                call.read(from: door)
                try await eventually("it does not") { door.sentSoFar == [.health(.serving), .health(.notServing)] }

                try folder.enable("talk")
                try host.reload(ModuleSource.folder(folder.url.path), within: 0)
                try await eventually("it does again") { door.sentSoFar.last == .health(.serving) }
                door.isFull = true
                host.drain()
                try await Task.sleep(for: .milliseconds(50))
                #expect(door.sentSoFar.count == 3)
                call.read(from: door)
                #expect(try await door.end().suffix(2) == [.health(.notServing), .end(Self.end)])
            }
        }
    }

    /// A watch that ends leaves nothing behind.
    @Test func aWatchEndsWithItsClient() async throws {
        try await ModuleServer.run([TestModule.build("flow")]) { server in
            let client = try await server.connect()
            var changes = try await client.watchHealth(of: "")
            #expect(try await changes.next() == .serving)
            #expect(try await server.activeCalls(of: "dossier.health") == 1)
            await client.close()
            try await eventually("it ends") { try await server.activeCalls(of: "dossier.health") == 0 }
        }
    }
}

extension RecordingDoor.Sent {
    /// A HealthCheckResponse.
    fileprivate static func health(_ health: Health) -> Self { .message([0x08, UInt8(health.rawValue)]) }
}
