import CDossierModule
import CDossierProtos
import DossierCore
import ModuleKit

/// gRPC's server reflection over every module that serves: a module like any other, but part of the program.
enum ReflectionModule {
    static func source(_ host: Host) -> ModuleSource {
        let module = Module(
            id: "dossier.reflection",
            version: Host.version,
            services: [
                service(grpc__reflection__v1__server_reflection__type(), host),
                service(grpc__reflection__v1alpha__server_reflection__type(), host),
            ],
            kinds: [],
            descriptorSet: descriptorSet
        )
        return .builtin(name: "dossier.reflection", declaration: module.table(for: UInt32(DOSSIER_ABI))!)
    }

    /// Of these files and of what statuses carry, which no service names: encoded messages that are joined are one message.
    private static var descriptorSet: UnsafeRawBufferPointer {
        let sets = [
            UnsafeRawBufferPointer(
                start: grpc_reflection_v1_reflection_descriptor_set_bytes(),
                count: grpc_reflection_v1_reflection_descriptor_set_size
            ),
            UnsafeRawBufferPointer(
                start: grpc_reflection_v1alpha_reflection_descriptor_set_bytes(),
                count: grpc_reflection_v1alpha_reflection_descriptor_set_size
            ),
            UnsafeRawBufferPointer(
                start: google_rpc_error_details_descriptor_set_bytes(),
                count: google_rpc_error_details_descriptor_set_size
            ),
        ].joined()
        let joined = UnsafeMutableRawBufferPointer.allocate(byteCount: sets.count, alignment: 1)
        joined.copyBytes(from: sets)
        return UnsafeRawBufferPointer(joined)
    }

    /// - Parameter descriptor: of v1, or of v1alpha, which has the same messages under another name.
    private static func service(_ descriptor: UnsafePointer<ProtobufCServiceDescriptor>, _ host: Host) -> Service {
        Service(
            descriptor,
            methods: [
                .bidirectional("ServerReflectionInfo", writes: false, role: nil) {
                    [unowned host] call throws(Interrupt) in
                    ReflectionSession(call, host).start()
                }
            ]
        )
    }
}
