import CDossierModule
import CProtobufC
import DossierTransport
import DossierWire
import Glibc

/// One method that is served.
final class HostedMethod: @unchecked Sendable {
    // Sendable: the module's tables are immutable and live as long as the process.

    /// "dossier.v1.Incidents/GetIncident".
    let path: String
    let module: LoadedModule
    let metrics: MethodMetrics
    let declaration: UnsafePointer<dossier_method>
    let input: UnsafePointer<ProtobufCMessageDescriptor>
    let isQuick: Bool
    /// Who may call it.
    let access: MethodAccess
    let route: MethodRoute
    /// The route leads here, too.
    private let messages: MethodMessages
    /// Of `path`, of its own.
    private let name: UnsafeRawBufferPointer

    init(
        _ path: String,
        _ module: LoadedModule,
        _ service: dossier_service,
        _ metrics: MethodMetrics,
        place: Int,
        index: Int,
        types: MessageTypes
    ) {
        self.path = path
        let name = UnsafeMutableRawBufferPointer.allocate(byteCount: path.utf8.count, alignment: 1)
        name.copyBytes(from: path.utf8)
        self.name = UnsafeRawBufferPointer(name)
        self.module = module
        self.metrics = metrics
        declaration = service.methods + place
        let descriptor = service.descriptor.pointee.methods[place]
        input = descriptor.input
        messages = MethodMessages(input: descriptor.input, output: descriptor.output, types: types)
        let flags = declaration.pointee.flags
        access = module.access(to: declaration.pointee.role)
        isQuick = flags & UInt32(DOSSIER_QUICK) != 0
        route = MethodRoute(
            index: index,
            serverStreams: flags & UInt32(DOSSIER_SERVER_STREAMS) != 0,
            clientStreams: flags & UInt32(DOSSIER_CLIENT_STREAMS) != 0,
            messages: messages
        )
    }

    deinit { name.deallocate() }

    /// Its module takes calls.
    var isServed: Bool { module.state.load(ordering: .relaxed) == .serving }

    /// Enters the module with a call of it.
    func handle(_ call: HostedCall, _ id: dossier_call) -> dossier_status {
        declaration.pointee.handle(module.instance, declaration, id, call.request)
    }

    /// Whether it is that service's method of that name.
    func isNamed(_ service: UnsafeRawBufferPointer, _ method: UnsafeRawBufferPointer) -> Bool {
        guard name.count == service.count + 1 + method.count, service.count > 0, method.count > 0 else { return false }
        return memcmp(name.baseAddress!, service.baseAddress!, service.count) == 0
            && name[service.count] == UInt8(ascii: "/")
            && memcmp(name.baseAddress! + service.count + 1, method.baseAddress!, method.count) == 0
    }
}
