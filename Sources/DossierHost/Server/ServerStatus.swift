import CDossierProtos
import DossierCore
import DossierStore
import ModuleKit

/// Writes dossier.v1.GetStatusResponse.
enum ServerStatus {
    static func encode(_ host: Host) -> [UInt8] {
        let process = ProcessUse.now()
        let modules = host.modules.map { (module: $0, calls: $0.callTotals) }
        let calls = host.callTotals(modules.map(\.calls))
        var reply = FieldWriter(dossier__v1__get_status_response__type())
        reply.text("version", Host.version)
        reply.text("engine", host.store.engine)
        for (module, calls) in modules { reply.message("modules", encode(module, calls)) }
        reply.number("sequence", sequence(host.store))
        reply.time("start_time", host.startTime)
        reply.time("current_time", WallClock.now())
        reply.number("calls_ended", calls.ended)
        reply.number("calls_failed", calls.failed)
        reply.number("calls_active", UInt64(max(0, host.openCalls)))
        reply.number("connections", UInt64(host.connections))
        reply.number("cpu_nanos", process.cpuNanoseconds)
        reply.number("memory_bytes", process.residentBytes)
        reply.number("draining", host.isDraining ? 1 : 0)
        reply.number("calls_refused", calls.refused)
        return reply.bytes
    }

    /// The last transaction; when the database that knows it is away, the last one that is known here. Blocks.
    private static func sequence(_ store: any Store) -> UInt64 {
        var last: UInt64?
        try? store.read(at: .now, for: .red) { view throws(Status) in last = try view.moment.sequence }
        return last ?? store.head.sequence
    }

    private static func encode(_ module: LoadedModule, _ calls: CallTotals) -> [UInt8] {
        var status = FieldWriter(dossier__v1__module_status__type())
        status.text("id", module.id)
        status.text("version", module.version)
        for service in module.services { status.text("services", service) }
        for kind in module.kindNames { status.text("kinds", kind) }
        status.number("calls_ended", calls.ended)
        status.number("calls_failed", calls.failed)
        status.number("calls_active", UInt64(max(0, module.openCalls.count)))
        status.number("state", UInt64(module.state.load(ordering: .relaxed).rawValue))
        status.number("calls_refused", calls.refused)
        return status.bytes
    }
}
