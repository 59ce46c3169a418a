import CDossierModule
import CDossierProtos
import DossierCore
import ModuleKit

/// The module of statements and their sources: who says what, and where.
private let module = Module(
    id: "dossier.statements",
    version: "0.1.0",
    services: [
        Service(
            dossier__v1__statements__type(),
            methods: statements.standardMethods(of: dossier__v1__statements__type())
                + sources.standardMethods(of: dossier__v1__statements__type())
                + [
                    GetPictureMethod.method, WatchPictureMethod.method, GetTimelineMethod.method,
                    ListContestedMethod.method, TraceStatementMethod.method, CountStatementsMethod.method,
                ]
        )
    ],
    kinds: [statementKind, sourceKind],
    descriptorSet: UnsafeRawBufferPointer(
        start: dossier_v1_statements_descriptor_set_bytes(),
        count: dossier_v1_statements_descriptor_set_size
    ),
    state: { Views($0) }
)

/// The library's one export.
@_cdecl("dossier_module_entry")
public func dossierModuleEntry(_ abi: UInt32) -> UnsafePointer<dossier_module>? { module.table(for: abi) }
