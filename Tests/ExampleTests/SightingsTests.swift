import DossierCore
import Foundation
import TestSupport
import Testing

/// The example module in C, built by its own Makefile against the installed header.
@Suite struct SightingsTests {
    @Test(.timeLimit(.minutes(5))) func aStockGoClientUsesIt() async throws {
        let installation = try await Installation.standard()
        let program = try await ExampleClient.goTTRPC.build().appending(path: "sighting").path
        try await installation.serve { server in
            let address = "127.0.0.1:\(server.port)"
            let call = [program, "-server", address, "-incident", "incidents/outage", "first-seen", "203.0.113.7"]
            // The host checks the reference that the module declares.
            let dangling = try await Command.run(call)
            #expect(dangling.status == 1)
            #expect(dangling.output.contains("code = FailedPrecondition"), "\(dangling.output)")
            #expect(dangling.output.contains("incidents/outage, which does not exist"))

            let incident = try await ExampleClient.goTTRPC.attribute("outage", at: server.port)
            #expect(incident.status == 0, "\(incident.output)")
            let created = try await Command.run(call)
            #expect(created.status == 0, "\(created.output)")
            #expect(created.output.contains("created sightings/first-seen\n"))
            #expect(created.output.contains("indicator: \"203.0.113.7\"\n"))
            #expect(created.output.contains("incident: \"incidents/outage\"\n"))
            #expect(created.output.contains("tlp: TLP_AMBER\n"))
            #expect(created.output.contains(/create_time: <\n  seconds: [0-9]+\n/))

            let again = try await Command.run(call)
            #expect(again.output.contains("code = AlreadyExists"), "\(again.output)")
            let wrong = try await Command.run(program, "-server", address, "-actor", "nobody", "x", "")
            #expect(wrong.output.contains("code = InvalidArgument desc = sighting.indicator: is required"))
        }
    }

    /// By reflection: nothing here or in `dossier` knows of sightings.
    @Test(.timeLimit(.minutes(1))) func everyMethodIsCalledFromTheCommandLine() async throws {
        let installation = try await Installation.standard()
        try await installation.serve { server in
            let service = "example.sightings.v1.Sightings"
            func run(_ arguments: String...) async throws -> String {
                let run = try await installation.dossier(at: server, arguments)
                #expect(run.status == 0, "\(arguments): \(run.output)")
                return run.output
            }
            let methods = try await run("methods", service)
            for name in ["CreateSighting", "GetSighting", "ListSightings", "WatchSightings"] {
                #expect(methods.contains("\n\(service)/\(name) "), "\(methods)")
            }
            let fields = try await run("methods", "\(service)/CreateSighting")
            #expect(fields.contains(#/\n    observedTime +Timestamp +"2022-07-15T08:00:00Z"\n/#), "\(fields)")
            #expect(fields.contains(#/\n    tlp +Tlp +TLP_CLEAR \| /#), "\(fields)")

            let seen = #""indicator": "203.0.113.7", "observedTime": "2022-07-15T08:00:00Z", "count": 3"#
            let request = #"{"sightingId": "first-seen", "sighting": {\#(seen)}}"#
            let created = try await run("call", "\(service)/CreateSighting", request)
            #expect(created.hasPrefix(#"{"name":"sightings/first-seen","createTime":"20"#), "\(created)")
            #expect(created.contains(#""count":3,"tlp":"TLP_AMBER"}"#), "\(created)")
            #expect(try await run("call", "\(service)/GetSighting", #"{"name": "sightings/first-seen"}"#) == created)
            let listed = try await run("call", "\(service)/ListSightings", #"{"filter": "count > 2"}"#)
            #expect(listed == "{\"sightings\":[\(created.dropLast())]}\n")

            // It goes on until its time has passed.
            let watch = try await installation.dossier(
                at: server,
                ["--timeout", "2s", "call", "\(service)/WatchSightings", #"{"sequence": 0}"#]
            )
            #expect(watch.status == 6)
            #expect(watch.output.hasPrefix(#"{"type":"CHANGE_TYPE_CREATED","sighting":\#(created.dropLast()),"#))

            let wrong = try await installation.dossier(
                at: server,
                ["call", "\(service)/CreateSighting", #"{"sighting": {"indicator": "x", "actor": "nobody"}}"#]
            )
            #expect(wrong.status == 4)
            #expect(wrong.output.contains("\n  sighting.actor: "), "\(wrong.output)")
        }
    }

    /// Its README can be typed.
    @Test(.timeLimit(.minutes(1))) func everyCommandOfItsDocumentationWorks() async throws {
        let document = try Project.file("Examples/modules/sightings/README.md").text
        let commands = document.split(separator: "\n").filter { $0.hasPrefix("    dossier ") }
        #expect(commands.count == 7)
        let installation = try await Installation.standard()
        try await installation.serve { server in
            for command in commands {
                let run = try await installation.shell(at: server, String(command))
                // A watch goes on until its time has passed.
                #expect(run.status == (command.contains("--timeout") ? 6 : 0), "\(command): \(run.output)")
                #expect(command.contains(" incident ") || run.output.contains("ighting"), "\(command): \(run.output)")
            }
        }
    }

    @Test func pagesStandStillWhileOthersWrite() async throws {
        try await Installation.standard().serve { server in
            let sightings = try await Sightings(server)
            for number in 1...5 { try await sightings.create("s\(number)", indicator: "host", count: UInt64(number)) }
            var (names, next) = try await sightings.page(size: 2)
            try await sightings.create("s0", indicator: "late", count: 9)
            var pages = [names]
            while !next.isEmpty, pages.count < 10 {
                (names, next) = try await sightings.page(size: 2, token: next)
                pages.append(names)
            }
            let expected = [["s1", "s2"], ["s3", "s4"], ["s5"]].map { $0.map { "sightings/\($0)" } }
            #expect(pages == expected)
            await #expect(throws: Status.self) { try await sightings.page(size: 2, token: "6e6f") }
        }
    }

    @Test(.timeLimit(.minutes(1))) func aWatchGoesOnWhereItWasLeft() async throws {
        try await Installation.standard().serve { server in
            let sightings = try await Sightings(server)
            for number in 1...4 { try await sightings.create("s\(number)", indicator: "host", count: UInt64(number)) }
            let first = try await sightings.changes(2, from: .sequence(0))
            #expect(first.map(\.name) == ["sightings/s1", "sightings/s2"])
            #expect(first.allSatisfy { $0.type == Sightings.created })
            let token = try #require(first.last).resumeToken
            async let rest = sightings.changes(3, from: .token(token))
            // Live, by now or soon.
            try await sightings.create("s5", indicator: "host", count: 5)
            #expect(try await rest.map(\.name) == ["sightings/s3", "sightings/s4", "sightings/s5"])
            let many = try await sightings.changes(2, from: .sequence(0), filter: "count > 3")
            #expect(many.map(\.name) == ["sightings/s4", "sightings/s5"])
        }
    }

    /// More than the sockets hold: send is answered FULL again and again, and nothing is lost or doubled by it.
    @Test(.enabled(if: TestLength.isLong), .timeLimit(.minutes(2)))
    func aLongFeedReachesItsReaderWhole() async throws {
        try await Installation.standard().serve { server in
            let sightings = try await Sightings(server)
            let indicator = String(repeating: "x", count: 300)
            let count = 20_000
            await withTaskGroup(of: Void.self) { group in
                for lane in 0..<64 {
                    group.addTask {
                        for number in stride(from: lane, to: count, by: 64) {
                            try? await sightings.create("s\(number)", indicator: indicator, count: 1)
                        }
                    }
                }
            }
            let changes = try await Sightings(server).changes(count, from: .sequence(0))
            #expect(Set(changes.map(\.name)).count == count)
        }
    }
}
