import CDossierModule
import CDossierProtos
import DossierCore
import ModuleKit

/// The module of incidents: what happened.
private let module = Module(
    id: "dossier.incidents",
    version: "0.1.0",
    services: [
        Service(
            dossier__v1__incidents__type(),
            methods: incidents.standardMethods(of: dossier__v1__incidents__type())
        )
    ],
    kinds: [incidentKind],
    descriptorSet: UnsafeRawBufferPointer(
        start: dossier_v1_incidents_descriptor_set_bytes(),
        count: dossier_v1_incidents_descriptor_set_size
    )
)

/// The library's one export.
@_cdecl("dossier_module_entry")
public func dossierModuleEntry(_ abi: UInt32) -> UnsafePointer<dossier_module>? { module.table(for: abi) }
