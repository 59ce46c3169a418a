import CDossierModule
import DossierCore
import Synchronization

/// A module of the server, described in Swift; `table` is what its one export returns.
///
///     private let module = Module(id: "org.example.sightings", ...)
///
///     @_cdecl("dossier_module_entry")
///     public func dossierModuleEntry(_ abi: UInt32) -> UnsafePointer<dossier_module>? { module.table(for: abi) }
public struct Module: @unchecked Sendable {
    // Sendable: the C table is written once, by init, and lives as long as the process.
    private let declaration: UnsafePointer<dossier_module>

    /// Makes what a started module keeps between calls, until it is stopped: `Call.state` gives it to handlers.
    public typealias MakeState = @Sendable (Host) -> any AnyObject & Sendable

    /// Declares a module. Everything given lives as long as the process: modules are never unloaded.
    public init(
        id: String,
        version: String,
        services: [Service],
        kinds: [Kind],
        descriptorSet: UnsafeRawBufferPointer,
        state: MakeState? = nil
    ) {
        Self.declared.withLock { $0 = (kinds, state) }
        var module = dossier_module()
        module.size = UInt32(MemoryLayout<dossier_module>.size)
        module.abi = DOSSIER_ABI
        module.id = immortal(id)
        module.version = immortal(version)
        module.services = immortal(services.map { $0.declare() })
        module.n_services = UInt32(services.count)
        module.kinds = immortal(kinds.map { $0.declare() })
        module.n_kinds = UInt32(kinds.count)
        module.file_descriptor_set = dossier_bytes(descriptorSet)
        module.start = { host, _, instance in
            guard let host = Host(host!) else { return StatusCode.failedPrecondition.rawValue }
            let (kinds, makeState) = Module.declared.withLock { $0 }
            let started = Instance(host: host, kinds: kinds, state: makeState?(host))
            instance!.pointee = Unmanaged.passRetained(started).toOpaque()
            return 0
        }
        module.stop = { instance in Unmanaged<Instance>.fromOpaque(instance!).release() }
        module.index = { instance, record, sink in
            Unmanaged<Instance>.fromOpaque(instance!).takeUnretainedValue().index(record!.pointee, sink!)
        }
        module.redact = { instance, record, redaction, sink in
            Unmanaged<Instance>.fromOpaque(instance!).takeUnretainedValue()
                .redact(record!.pointee, redaction!.pointee, sink!)
        }
        declaration = immortal([module])
    }

    /// What `dossier_module_entry` returns; nil for a server we cannot run in.
    public func table(for abi: UInt32) -> UnsafePointer<dossier_module>? { abi == DOSSIER_ABI ? declaration : nil }

    /// Of this library's one module: C calls `start` without anything of ours.
    private static let declared = Mutex<(kinds: [Kind], state: MakeState?)>(([], nil))
}
