import CDossierProtos
import DossierClient
import DossierCore
import DossierTesting
import DossierWire
import Testing

/// Services as the server's reflection tells them.
struct ServiceCatalogTests {
    @Test(arguments: [
        ("dossier.v1.Incidents/GetIncident", false, false), ("dossier.v1.Actors/WatchActors", false, true),
        ("dossier.v1.Statements/ImportSources", true, true), ("dossier.v1.Statements/WatchPicture", false, true),
        ("dossier.v1.Server/GetStatus", false, false),
        ("grpc.health.v1.Health/Check", false, false), ("grpc.health.v1.Health/Watch", false, true),
        ("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", true, true),
    ])
    func saysWhoStreams(name: String, client: Bool, server: Bool) async throws {
        try await TestServer.run { test in
            let described = try await ServiceCatalog.all(of: test.connect()).description(of: MethodName(name))
            #expect(described.clientStreams == client)
            #expect(described.serverStreams == server)
        }
    }

    @Test func aServiceAloneIsDescribedAsAmongAll() async throws {
        try await TestServer.run { test in
            let client = try await test.connect()
            let all = try await ServiceCatalog.all(of: client)
            #expect(
                all.services.map(\.name) == [
                    "dossier.v1.Actors", "dossier.v1.Incidents", "dossier.v1.Server", "dossier.v1.Statements",
                    "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                    "grpc.reflection.v1alpha.ServerReflection",
                ]
            )
            for service in all.services {
                let one = try await ServiceCatalog.service(service.name, of: client)
                #expect(one.services.map(\.name) == [service.name])
                #expect(one.services[0].methods.map(\.name) == service.methods.map(\.name))
                for method in service.methods {
                    _ = try one.method(MethodName(service.name, method.name))
                    #expect(one.message(method.input) != nil && one.message(method.output) != nil)
                }
            }
        }
    }

    @Test(arguments: [
        ("dossier.v1.Incidents/GetIncidnt", "no method GetIncidnt of dossier.v1.Incidents; did you mean GetIncident?"),
        ("dossier.v1.Incidents/Frobnicate", "no method Frobnicate of dossier.v1.Incidents; there are BatchCreate"),
        ("dossier.v1.Incidnts/Get", "no service dossier.v1.Incidnts; did you mean dossier.v1.Incidents?"),
        ("Actors/GetActor", "no service Actors; did you mean dossier.v1.Actors?"),
        ("other.Service/Get", "no service other.Service; there are dossier.v1.Actors, dossier.v1.Incidents"),
    ])
    func saysWhatThereIs(name: String, message: String) async throws {
        try await TestServer.run { test in
            let client = try await test.connect()
            let name = try MethodName(name)
            let refused = try await refusal {
                try await ServiceCatalog.service(name.service, of: client).description(of: name)
            }
            #expect(refused.code == .unimplemented)
            #expect(refused.message.contains(message), "\(refused.message)")
        }
    }

    /// With messages that were made at run time, calls are what they are with those that were compiled in.
    @Test func aMethodIsCalledAsWithGeneratedCode() async throws {
        try await Desk.open { desk in
            try await desk.create(.incidents, "outage", ["title": "An outage", "tlp": "TLP_GREEN"])
            let catalog = try await ServiceCatalog.service("dossier.v1.Incidents", of: desk.client)
            let name = try MethodName("dossier.v1.Incidents/GetIncident")
            let request: JSON = ["name": "incidents/outage"]
            let reply = try await desk.client.call(try catalog.method(name), request.value)
            #expect(try await JSON(reply) == desk.call(name.description, request))
            #expect(reply["title"]?.text == "An outage")
            let wrong: JSON = ["nam": "x"]
            let misspelt = try await refusal {
                try await desk.client.call(try catalog.method(name), wrong.value)
            }
            #expect(misspelt.message.contains("did you mean \"name\"?"))
        }
    }

    /// The files do not hold google.rpc.BadRequest: an Any shows it all the same.
    @Test func theDetailsOfAnErrorAreShown() async throws {
        try await Desk.open { desk in
            let catalog = try await ServiceCatalog.service("dossier.v1.Actors", of: desk.client)
            let method = try catalog.method(MethodName("dossier.v1.Actors/ImportActors"))
            let call = try await desk.client.duplex(method.name)
            let item: JSON = ["item": 1, "actor": [:]]
            try await call.send(try method.request(item.value))
            try await call.closeSending()
            var replies = call.replies.makeAsyncIterator()
            let refused = JSON(try method.reply(try #require(try await replies.next())))
            let detail = refused.status.details[0]
            #expect(detail["@type"] == "type.googleapis.com/google.rpc.BadRequest")
            #expect(detail.fieldViolations[0].field == "actor.display_name")
            #expect(catalog.message("google.rpc.BadRequest") == nil)
        }
    }

    /// The server's files make sense to another implementation, and mean the same there.
    @Test func pythonReadsTheSame() async throws {
        try await TestServer.run { test in
            let client = try await test.connect()
            let catalog = try await ServiceCatalog.all(of: client)
            let ours = catalog.services.flatMap { service in
                service.methods.map { method in
                    "\(service.name).\(method.name) \(method.input) \(method.output) "
                        + "\(method.clientStreams ? 1 : 0) \(method.serverStreams ? 1 : 0)"
                }
            }
            let files = try await ReflectedFiles.fetch(from: client)
            #expect(files.set.files.count >= 10)
            #expect(try await files.methodsByPython() == ours.sorted())
            let symbols = files.set.files.flatMap(\.symbols)
            #expect(symbols.count > 500)
            let unknown = try await files.unknownToPython(symbols)
            #expect(unknown == [])
            #expect(try await files.unknownToPython(["dossier.v1.Nothing"]) == ["dossier.v1.Nothing"])
        }
    }

    /// Written anew here, they have the names and the numbers of the originals.
    @Test func servicesOfGRPCAreAsItsPackagesHaveThem() async throws {
        try await TestServer.run { test in
            let files = try await ReflectedFiles.fetch(from: test.connect())
            #expect(try await files.foreignDifferences() == [])
        }
    }
}
