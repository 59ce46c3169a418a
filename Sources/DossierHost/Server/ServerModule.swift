import CDossierModule
import CDossierProtos
import DossierCore
import ModuleKit

/// The host's own service, dossier.v1.Server: a module like any other, but part of the program.
enum ServerModule {
    static func source(_ host: Host) -> ModuleSource {
        let module = Module(
            id: "dossier.server",
            version: Host.version,
            services: [
                Service(
                    dossier__v1__server__type(),
                    methods: [
                        .reading("GetStatus") { [unowned host] call, _ throws(Interrupt) in
                            ServerStatus.encode(host).withUnsafeBytes { call.finish(encoded: $0) }
                        },
                        AuditMethod.method(host),
                        RedactMethod.method(host),
                    ]
                )
            ],
            kinds: [],
            descriptorSet: UnsafeRawBufferPointer(
                start: dossier_v1_server_descriptor_set_bytes(),
                count: dossier_v1_server_descriptor_set_size
            )
        )
        return .builtin(name: "dossier.server", declaration: module.table(for: UInt32(DOSSIER_ABI))!)
    }
}
