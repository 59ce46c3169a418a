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
        var streaming: [MethodName: (client: Bool, server: Bool)] = [:]
        for set in Self.descriptorSets { Self.readStreaming(of: set, into: &streaming) }
        methods = Self.services.flatMap { service in
            let service = service.pointee
            return UnsafeBufferPointer(start: service.methods, count: Int(service.n_methods)).map { method in
                let name = MethodName(String(cString: service.name), String(cString: method.name))
                let streams = streaming[name] ?? (false, false)
                return ServiceMethod(
                    name: name,
                    input: method.input,
                    output: method.output,
                    clientStreams: streams.client,
                    serverStreams: streams.server
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
    private static var descriptorSets: [[UInt8]] {
        [
            (dossier_v1_incidents_descriptor_set_bytes(), dossier_v1_incidents_descriptor_set_size),
            (dossier_v1_actors_descriptor_set_bytes(), dossier_v1_actors_descriptor_set_size),
            (dossier_v1_statements_descriptor_set_bytes(), dossier_v1_statements_descriptor_set_size),
            (dossier_v1_server_descriptor_set_bytes(), dossier_v1_server_descriptor_set_size),
        ].map { [UInt8](UnsafeRawBufferPointer(start: $0, count: $1)) }
    }

    /// google/protobuf/descriptor.proto: FileDescriptorSet.file = 1; FileDescriptorProto.package = 2, .service = 6;
    /// ServiceDescriptorProto.name = 1, .method = 2; MethodDescriptorProto.name = 1, .client_streaming = 5,
    /// .server_streaming = 6.
    private static func readStreaming(of set: [UInt8], into streaming: inout [MethodName: (client: Bool, server: Bool)])
    {
        for file in EncodedFields(set[...]) where file.number == 1 {
            let package = EncodedFields(file.bytes).first { $0.number == 2 }?.text ?? ""
            for service in EncodedFields(file.bytes) where service.number == 6 {
                let serviceName = EncodedFields(service.bytes).first { $0.number == 1 }?.text ?? ""
                for method in EncodedFields(service.bytes) where method.number == 2 {
                    let fields = Array(EncodedFields(method.bytes))
                    let name = MethodName("\(package).\(serviceName)", fields.first { $0.number == 1 }?.text ?? "")
                    streaming[name] = (
                        client: fields.contains { $0.number == 5 && $0.value != 0 },
                        server: fields.contains { $0.number == 6 && $0.value != 0 }
                    )
                }
            }
        }
    }
}
