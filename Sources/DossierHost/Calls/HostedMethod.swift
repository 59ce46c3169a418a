import CDossierModule
import CProtobufC
import DossierTransport

/// One method that is served.
final class HostedMethod: @unchecked Sendable {
    // Sendable: the module's tables are immutable and live as long as the process.

    /// "dossier.v1.Incidents/GetIncident".
    let path: String
    let module: LoadedModule
    let declaration: UnsafePointer<dossier_method>
    let input: UnsafePointer<ProtobufCMessageDescriptor>
    let isQuick: Bool
    let route: MethodRoute

    init(_ path: String, _ module: LoadedModule, _ service: dossier_service, place: Int, index: Int) {
        self.path = path
        self.module = module
        declaration = service.methods + place
        input = service.descriptor.pointee.methods[place].input
        let flags = declaration.pointee.flags
        isQuick = flags & UInt32(DOSSIER_QUICK) != 0
        route = MethodRoute(
            index: index,
            serverStreams: flags & UInt32(DOSSIER_SERVER_STREAMS) != 0,
            clientStreams: flags & UInt32(DOSSIER_CLIENT_STREAMS) != 0
        )
    }
}
