import DossierClient
import DossierCore
import DossierWire
import Testing

/// gRPC's server reflection over the modules that serve.
@Suite struct ReflectionTests {
    private static let own =
        ["dossier.v1.Server", "grpc.health.v1.Health"]
        + Reflector.Version.allCases.map { "grpc.reflection.\($0.rawValue).ServerReflection" }

    @Test(arguments: Reflector.Version.allCases)
    func theServicesOfAllModulesAreListed(version: Reflector.Version) async throws {
        try await ModuleServer.run(TestModule.build(all: "talk", "flow")) { server in
            var reflector = try await Reflector(server.connect(), version)
            let listed = try await reflector.ask(#"{"listServices": "whatever"}"#)
            #expect(listed.services == Self.own + ["probe.v1.Flow", "probe.v1.Talk"])
        }
    }

    /// One conversation sees modules go and come.
    @Test func whatDoesNotServeIsNotListed() async throws {
        try await ModuleFolder.with("talk", "flow") { folder in
            try await ModuleServer.run(folder.libraries) { server in
                var reflector = try await Reflector(server.connect())
                try folder.disable("talk")
                try await folder.add("pipe")
                await server.reload(folder.url)
                let changed = try await reflector.ask(#"{"listServices": ""}"#)
                #expect(changed.services == Self.own + ["probe.v1.Flow", "probe.v1.Pipe"])
                try folder.enable("talk")
                try folder.disable("flow")
                try folder.disable("pipe")
                await server.reload(folder.url)
                #expect(try await reflector.ask(#"{"listServices": ""}"#).services == Self.own + ["probe.v1.Talk"])
                try folder.disable("talk")
                try folder.enable("flow")
                await server.reload(folder.url)
                // Its file is the other's, too.
                #expect(try await reflector.ask(#"{"fileContainingSymbol": "probe.v1.Ask"}"#).error == "")
            }
        }
    }

    /// The module that is disabled may come back.
    @Test func whatADisabledModuleDeclaresStaysItsOwn() async throws {
        try await ModuleFolder.with("talk") { folder in
            try await ModuleServer.run(folder.libraries) { server in
                try folder.disable("talk")
                try await folder.add("refused", "OTHER_FILE", "NO_SERVICES", "NO_KINDS")
                await server.reload(folder.url)
                #expect(server.log.holds("not reloaded; the modules are as they were"))
                var reflector = try await Reflector(server.connect())
                #expect(try await reflector.ask(#"{"listServices": ""}"#).services == Self.own + ["probe.v1.Talk"])
            }
        }
    }

    @Test(arguments: [
        ("dossier.v1.Server", "dossier/v1/server.proto"), ("dossier.v1.Server.GetStatus", "dossier/v1/server.proto"),
        ("dossier.v1.GetStatusResponse", "dossier/v1/server.proto"),
        ("dossier.v1.GetStatusResponse.sequence", "dossier/v1/server.proto"),
        ("dossier.v1.ModuleState", "dossier/v1/server.proto"),
        ("dossier.v1.MODULE_STATE_SERVING", "dossier/v1/server.proto"),
        ("dossier.v1.AuditedRevision", "dossier/v1/server.proto"),
        ("google.protobuf.Timestamp.nanos", "google/protobuf/timestamp.proto"),
        ("google.rpc.BadRequest.FieldViolation", "google/rpc/error_details.proto"),
        ("google.rpc.PreconditionFailure", "google/rpc/error_details.proto"),
        ("grpc.reflection.v1.ServerReflectionRequest.message_request", "grpc/reflection/v1/reflection.proto"),
        ("grpc.reflection.v1alpha.ServerReflection", "grpc/reflection/v1alpha/reflection.proto"),
        ("probe.v1.Talk.Echo", "probe.proto"),
    ])
    func aSymbolLeadsToItsFile(symbol: String, file: String) async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            var reflector = try await Reflector(server.connect())
            let files = try await reflector.ask(#"{"fileContainingSymbol": "\#(symbol)"}"#).files
            #expect(files.files.first?.name == file)
            #expect(files.files.first?.symbols.contains(symbol) == true)
            #expect(files.missingImports == [])
            let named = try await reflector.ask(#"{"fileByFilename": "\#(file)"}"#).files
            #expect(named.files.map(\.encoded) == files.files.map(\.encoded))
            #expect(Set(files.files.map(\.name)).count == files.files.count)
        }
    }

    /// All in one conversation, which goes on.
    @Test(arguments: Reflector.Version.allCases)
    func whatIsNotThereIsAnsweredAndTheStreamStaysOpen(version: Reflector.Version) async throws {
        let long = String(repeating: "x", count: Limits.reflectionRequestBytes)
        let questions = [
            (#""fileByFilename": "no/such.proto""#, "5: no module that serves here carries the file no/such.proto; "),
            (#""fileContainingSymbol": "a.B""#, "5: no module that serves here declares a.B; list_services tells"),
            (#""fileContainingSymbol": "dossier.v1.Incident""#, "5: "), (#""fileContainingSymbol": """#, "5: "),
            (
                #""fileContainingExtension": {"containingType": "dossier.v1.GetStatusRequest", "extensionNumber": 7}"#,
                "5: no module that serves here declares an extension 7 of dossier.v1.GetStatusRequest; "
            ),
            (#""allExtensionNumbersOfType": "a.B""#, "5: no module that serves here declares a message a.B; "),
            (#""allExtensionNumbersOfType": "dossier.v1.ModuleState""#, "5: "),
            (#""host": "h""#, "3: the request asks"),
            (#""fileByFilename": "\#(long)""#, "3: a request of reflection has at most"),
        ]
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            var reflector = try await Reflector(server.connect(), version)
            for (question, error) in questions {
                let answer = try await reflector.ask("{\(question)}")
                #expect(answer.error.hasPrefix(error), "\(question): \(answer.json)")
            }
            let numbers = try await reflector.ask(#"{"allExtensionNumbersOfType": "dossier.v1.GetStatusRequest"}"#)
            let known = numbers.json["allExtensionNumbersResponse"]
            #expect(known == JSONValue(members: [("baseTypeName", .string("dossier.v1.GetStatusRequest"))]))
            try await reflector.call.closeSending()
            #expect(try await reflector.next() == nil)
        }
    }

    @Test(arguments: Reflector.Version.allCases)
    func theRequestAndItsHostComeBack(version: Reflector.Version) async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            var reflector = try await Reflector(server.connect(), version)
            for question in [#""listServices":"*""#, #""fileContainingSymbol":"a.B""#] {
                let request = #"{"host":"dossier.example",\#(question)}"#
                let answer = try await reflector.ask(request).json
                #expect(answer["validHost"]?.text == "dossier.example")
                #expect(answer["originalRequest"] == (try JSONValue(parsing: Array(request.utf8))))
            }
        }
    }

    @Test func theStreamEndsWithItsClient() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let client = try await server.connect()
            var reflector = try await Reflector(client)
            _ = try await reflector.ask(#"{"listServices": ""}"#)
            #expect(try await server.activeCalls(of: "dossier.reflection") == 1)
            await client.close()
            try await eventually("it ends") { try await server.activeCalls(of: "dossier.reflection") == 0 }
        }
    }

    /// Others are answered meanwhile, and nothing is lost.
    @Test(.timeLimit(.minutes(1))) func aReaderThatDoesNotReadStallsItselfAlone() async throws {
        try await ModuleServer.run([TestModule.build("talk")]) { server in
            let count = Limits.waitingMessages
            var slow = try await Reflector(server.connect())
            let question = #"{"fileContainingSymbol": "dossier.v1.Server"}"#
            let request = try slow.encoded(try JSONValue(parsing: Array(question.utf8)))
            let asking = Task { [call = slow.call] in
                for _ in 0..<count { try await call.send(request) }
                try await call.closeSending()
            }
            for _ in 0..<50 {
                var quick = try await Reflector(server.connect())
                #expect(try await quick.ask(#"{"listServices": ""}"#).services.count == Self.own.count + 1)
            }
            var answers = 0
            while let answer = try await slow.next() {
                answers += 1
                guard answers % 100 == 0 else { continue }
                #expect(try answer.files.service("dossier.v1.Server") != nil)
            }
            #expect(answers == count)
            try await asking.value
        }
    }
}
