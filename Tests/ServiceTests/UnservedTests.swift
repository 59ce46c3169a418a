import DossierClient
import DossierCore
import Testing

/// What this version does not serve: said, never passed over.
struct UnservedTests {
    @Test func unknownServicesAndMethods() async throws {
        try await Desk.open { desk in
            let unknown = [
                "dossier.v1.Nothing/Get", "dossier.v1.Incidents/Get", "dossier.v1.Incidents/getIncident", "x/y",
            ]
            for method in unknown {
                let name = try MethodName(method)
                let status = try await refusal { try await desk.client.call(name, []) }
                #expect(status.code == .unimplemented, "\(method)")
                let named = name.service == "dossier.v1.Incidents" ? name.method : name.service
                #expect(status.message.contains(named), "\(status)")
            }
        }
    }
}
