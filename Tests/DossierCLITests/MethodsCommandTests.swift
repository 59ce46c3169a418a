import DossierWire
import TestSupport
import Testing

@Suite struct MethodsCommandTests {
    @Test func allMethodsAreListed() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let all = try await client.run("methods")
            #expect(all.status == 0)
            #expect(all.output.hasPrefix("METHOD "))
            for line in [
                #/\ndossier\.v1\.Actors/GetActor +unary +dossier\.v1\.GetActorRequest +dossier\.v1\.Actor\n/#,
                #/\ndossier\.v1\.Actors/WatchActors +server streams +dossier\.v1\.WatchActorsRequest +/#,
                #/\ngrpc\.health\.v1\.Health/Check +unary +/#,
                #/\ngrpc\.reflection\.v1\.ServerReflection/ServerReflectionInfo +both stream +/#,
            ] { #expect(all.output.contains(line), "\(all.output)") }

            let some = try await client.run("methods", "dossier.v1.Server")
            #expect(some.output.split(separator: "\n").count == 4)
        }
    }

    @Test func programsGetAnObjectALine() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let lines = try await client.run("-o", "json", "methods", "dossier.v1.Server").output.split(separator: "\n")
            let expected = """
                {"method":"dossier.v1.Server/GetStatus","clientStreams":false,"serverStreams":false,\
                "request":"dossier.v1.GetStatusRequest","reply":"dossier.v1.GetStatusResponse"}
                """
            #expect(lines.count == 3)
            #expect(lines.first.map(String.init) == expected)
            let one = try await client.run("-o", "json", "methods", "dossier.v1.Actors/GetActor").output
            let method = try JSONValue(parsing: Array(one.utf8))
            guard case .array(let fields)? = method["requestFields"] else {
                Issue.record("no fields: \(one)")
                return
            }
            let expectedName = #"{"name":"name","type":"string"}"#
            #expect(fields.first.map { String(decoding: $0.encode(), as: UTF8.self) } == expectedName)
        }
    }

    @Test func theFieldsOfAMethodAreShown() async throws {
        try await DossierdProcess.run { server in
            let client = CommandLineClient(server)
            let create = try await client.run("methods", "dossier.v1.Actors/CreateActor").output
            #expect(create.hasPrefix("dossier.v1.Actors/CreateActor, unary\n\nrequest dossier.v1.CreateActorRequest\n"))
            #expect(create.contains("\nreply dossier.v1.Actor\n"))
            for line in [
                #/\n  actor +Actor\n/#, #/\n    displayName +string\n/#, #/\n    tlp +Tlp +TLP_CLEAR \| TLP_GREEN/#,
                #/\n    createTime +Timestamp +"2022-07-15T08:00:00Z"\n/#, #/\n  actorId +string\n/#,
                #/\n    labels +\[Label\]\n      key +string\n/#,
            ] { #expect(create.contains(line), "\(create)") }

            let watch = try await client.run("methods", "dossier.v1.Actors/WatchActors").output
            #expect(watch.contains(#/\n  sequence +uint64 +one of after\n/#), "\(watch)")
            let status = try await client.run("methods", "dossier.v1.Server/GetStatus").output
            #expect(status.contains("request dossier.v1.GetStatusRequest\n  (no fields)\n"))
            // A message that holds itself comes to an end.
            let reflection = try await client.run("methods", "grpc.reflection.v1.ServerReflection/ServerReflectionInfo")
            #expect(
                reflection.output.contains(#/\n  fileDescriptorResponse +FileDescriptorResponse +one of message_resp/#)
            )
        }
    }

    @Test(arguments: [
        ("methods dossier.v1.Actor", 1, "did you mean dossier.v1.Actors?"),
        ("methods dossier.v1.Actors/Get", 1, "no method Get of dossier.v1.Actors; there are BatchCreateActors, "),
        ("methods dossier.v1.Actors/", 4, "is not a method; write SERVICE/METHOD"),
        ("call dossier.v1.Actor/GetActor", 1, "did you mean dossier.v1.Actors?"),
        ("call dossier.v1.Actors/GtActor", 1, "did you mean GetActor?"),
    ])
    func whatIsNotThereIsToldWithWhatIsNear(arguments: String, status: Int, message: String) async throws {
        try await DossierdProcess.run { server in
            let run = try await CommandLineClient(server).run(arguments.split(separator: " ").map(String.init))
            #expect(run.status == Int32(status))
            #expect(run.output.contains(message), "\(run.output)")
        }
    }
}
