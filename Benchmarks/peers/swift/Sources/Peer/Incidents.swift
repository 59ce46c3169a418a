import Foundation
import GRPCCore
import GRPCProtobuf

/// The service, of whose methods only GetIncident is served.
struct Incidents: RegistrableRPCService {
    private var record: [String: Dossier_V1_Incident] = [:]

    /// The incidents of these bytes, each behind its length.
    init(reading input: Data) throws {
        var rest = input[...]
        while !rest.isEmpty {
            let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            let incident = try Dossier_V1_Incident(serializedBytes: rest.prefix(size))
            record[incident.name] = incident
            rest = rest.dropFirst(size)
        }
    }

    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
        router.registerHandler(
            forMethod: MethodDescriptor(fullyQualifiedService: "dossier.v1.Incidents", method: "GetIncident"),
            deserializer: ProtobufDeserializer<Dossier_V1_GetIncidentRequest>(),
            serializer: ProtobufSerializer<Dossier_V1_Incident>()
        ) { request, _ in
            let name = try await ServerRequest(stream: request).message.name
            guard let incident = record[name] else {
                throw RPCError(code: .notFound, message: "\(name) does not exist")
            }
            return StreamingServerResponse(single: ServerResponse(message: incident))
        }
    }
}
