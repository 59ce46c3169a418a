import CDossierModule
import CDossierProtos
import DossierCore
import ModuleKit

/// The module of actors: who acts, speaks or is spoken of.
private let module = Module(
    id: "dossier.actors",
    version: "0.1.0",
    services: [
        Service(
            dossier__v1__actors__type(),
            methods: actors.standardMethods(of: dossier__v1__actors__type())
        )
    ],
    kinds: [actorKind],
    descriptorSet: UnsafeRawBufferPointer(
        start: dossier_v1_actors_descriptor_set_bytes(),
        count: dossier_v1_actors_descriptor_set_size
    )
)

/// The library's one export.
@_cdecl("dossier_module_entry")
public func dossierModuleEntry(_ abi: UInt32) -> UnsafePointer<dossier_module>? { module.table(for: abi) }
