import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire

/// The services that were compiled into this client, with all their methods.
public struct ServiceCatalog: Sendable {
    /// The services of package dossier.v1.
    public static let standard = ServiceCatalog()

    /// In the order of services and methods.
    public let methods: [ServiceMethod]

    private init() {
        let described = Self.described
        methods = Self.services.flatMap { service in
            let service = service.pointee
            return UnsafeBufferPointer(start: service.methods, count: Int(service.n_methods)).map { method in
                let name = MethodName(String(cString: service.name), String(cString: method.name))
                let described = described[name.service]?.methods.first { $0.name == name.method }
                return ServiceMethod(
                    name: name,
                    input: method.input,
                    output: method.output,
                    clientStreams: described?.clientStreams ?? false,
                    serverStreams: described?.serverStreams ?? false
                )
            }
        }
    }

    /// The method of that name. UNIMPLEMENTED, with what is known, when there is none.
    public func method(_ name: MethodName) throws(Status) -> ServiceMethod {
        if let method = methods.first(where: { $0.name == name }) { return method }
        let ofService = methods.filter { $0.name.service == name.service }.map(\.name.method)
        guard ofService.isEmpty else {
            throw Self.unknown("method \(name.method) of \(name.service)", name.method, among: ofService)
        }
        let services = Set(methods.map(\.name.service)).sorted()
        throw Self.unknown("service \(name.service)", name.service, among: services)
    }

    private static func unknown(_ what: String, _ word: String, among known: [String]) -> Status {
        let hint = NearestName.of(word, among: known).map { "did you mean \($0)?" }
        return Status(
            .unimplemented,
            "this client knows no \(what); \(hint ?? "known are \(known.joined(separator: ", "))")"
        )
    }

    private static var services: [UnsafePointer<ProtobufCServiceDescriptor>] {
        [
            dossier__v1__incidents__type(), dossier__v1__actors__type(), dossier__v1__statements__type(),
            dossier__v1__server__type(),
        ]
    }

    /// protobuf-c's descriptors do not say who streams; the encoded FileDescriptorSets do.
    private static var described: [String: ServiceDescription] {
        let sets = [
            (dossier_v1_incidents_descriptor_set_bytes(), dossier_v1_incidents_descriptor_set_size),
            (dossier_v1_actors_descriptor_set_bytes(), dossier_v1_actors_descriptor_set_size),
            (dossier_v1_statements_descriptor_set_bytes(), dossier_v1_statements_descriptor_set_size),
            (dossier_v1_server_descriptor_set_bytes(), dossier_v1_server_descriptor_set_size),
        ]
        let files = sets.flatMap { start, count in
            // Compiled in: a test reads them all.
            (try? DescriptorSet(decoding: UnsafeRawBufferPointer(start: start, count: count)))?.files ?? []
        }
        return Dictionary(files.flatMap(\.services).map { ($0.name, $0) }) { first, _ in first }
    }
}
