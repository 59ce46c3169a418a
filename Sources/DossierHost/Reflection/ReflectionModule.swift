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
            services: [service(grpc__reflection__v1__server_reflection__type(), host)],
            kinds: [],
            descriptorSet: UnsafeRawBufferPointer(
                start: grpc_reflection_v1_reflection_descriptor_set_bytes(),
                count: grpc_reflection_v1_reflection_descriptor_set_size
            )
        )
        return .builtin(name: "dossier.reflection", declaration: module.table(for: UInt32(DOSSIER_ABI))!)
    }

    /// - Parameter descriptor: of v1, or of a package that has its messages under another name.
    private static func service(_ descriptor: UnsafePointer<ProtobufCServiceDescriptor>, _ host: Host) -> Service {
        Service(
            descriptor,
            methods: [
                .bidirectional("ServerReflectionInfo", writes: false) { [unowned host] call throws(Interrupt) in
                    ReflectionSession(call, host).start()
                }
            ]
        )
    }
}
