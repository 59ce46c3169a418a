import DossierClient
import DossierCore
import Testing

@Suite struct ServiceCatalogTests {
    @Test(arguments: [
        ("dossier.v1.Incidents/GetIncident", false, false), ("dossier.v1.Actors/WatchActors", false, true),
        ("dossier.v1.Statements/ImportSources", true, true), ("dossier.v1.Statements/WatchPicture", false, true),
        ("dossier.v1.Server/GetStatus", false, false),
    ])
    func saysWhoStreams(name: String, client: Bool, server: Bool) throws {
        let method = try ServiceCatalog.standard.method(MethodName(name))
        #expect(method.clientStreams == client)
        #expect(method.serverStreams == server)
    }

    @Test func knowsTheStandardMethodsOfEveryKind() throws {
        for kind in ResourceKind.allCases {
            let update = try ServiceCatalog.standard.method(MethodName(kind.service, "Update\(kind.singular)"))
            #expect(update.output == kind.descriptor)
        }
    }

    @Test(arguments: [
        ("dossier.v1.Incidents/GetIncidnt", "no method GetIncidnt of dossier.v1.Incidents; did you mean GetIncident?"),
        ("dossier.v1.Incidents/Frobnicate", "no method Frobnicate of dossier.v1.Incidents; known are CreateIncident,"),
        ("other.Service/Get", "no service other.Service; known are dossier.v1.Actors, dossier.v1.Incidents"),
    ])
    func saysWhatIsKnown(name: String, message: String) throws {
        let thrown = try #require(
            #expect(throws: Status.self) { try ServiceCatalog.standard.method(MethodName(name)) }
        )
        #expect(thrown.code == .unimplemented)
        #expect(thrown.message.contains(message), "\(thrown.message)")
    }

    @Test(arguments: [
        (ResourceKind.incidents, "x", "incidents/x"), (.incidents, "incidents/x", "incidents/x"),
        (.statements, "a-1@3", "statements/a-1@3"),
    ])
    func namesAreReadWithOrWithoutTheirCollection(kind: ResourceKind, text: String, name: String) throws {
        #expect(try kind.name(text) == name)
    }

    @Test(arguments: ["actors/x", "X", "", "x/y/z", "1x", "x-"])
    func otherNamesAreRefused(text: String) {
        let thrown = #expect(throws: Status.self) { try ResourceKind.incidents.name(text) }
        #expect(thrown?.code == .invalidArgument)
    }
}
