import CDossierModule
import CProtobufC
import DossierTransport
import DossierWire

/// One method that is served.
final class HostedMethod: @unchecked Sendable {
    // Sendable: the module's tables are immutable and live as long as the process.

    /// "dossier.v1.Incidents/GetIncident".
    let path: String
    let module: LoadedModule
    let declaration: UnsafePointer<dossier_method>
    let input: UnsafePointer<ProtobufCMessageDescriptor>
    let isQuick: Bool
    /// Who may call it.
    let access: MethodAccess
    let route: MethodRoute
    /// The route leads here, too.
    private let messages: MethodMessages

    init(
        _ path: String,
        _ module: LoadedModule,
        _ service: dossier_service,
        place: Int,
        index: Int,
        types: MessageTypes
    ) {
        self.path = path
        self.module = module
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
}
