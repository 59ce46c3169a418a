import DossierClient
import DossierCore
import Testing

@Suite struct ResourceKindTests {
    @Test func knowsTheStandardMethodsOfEveryKind() throws {
        for kind in ResourceKind.allCases {
            let update = try ServiceMethod.standard(MethodName(kind.service, "Update\(kind.singular)"))
            #expect(update.output == kind.descriptor)
        }
    }

    @Test(arguments: ["dossier.v1.Incidents/Frobnicate", "other.Service/Get"])
    func otherMethodsAreNotCompiledIn(name: String) {
        let thrown = #expect(throws: Status.self) { try ServiceMethod.standard(MethodName(name)) }
        #expect(thrown == Status(.unimplemented, "this client was built without \(name)"))
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
