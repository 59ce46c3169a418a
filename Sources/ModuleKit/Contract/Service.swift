import CDossierModule
import CProtobufC

/// A service of a module: its descriptor and how its methods are served.
public struct Service {
    let descriptor: UnsafePointer<ProtobufCServiceDescriptor>
    let methods: [String: Method]
    let streams: [String: UInt32]

    /// Methods that the descriptor declares and `methods` leaves out answer UNIMPLEMENTED. protobuf-c's descriptors
    /// do not tell streams, so `serverStreaming` names, of those left out, the ones that answer with a stream.
    public init(
        _ descriptor: UnsafePointer<ProtobufCServiceDescriptor>,
        methods: [Method],
        serverStreaming: [String] = []
    ) {
        self.descriptor = descriptor
        self.methods = Dictionary(methods.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        streams = Dictionary(
            serverStreaming.map { ($0, UInt32(DOSSIER_SERVER_STREAMS)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The C table, which lives as long as the process.
    func declare() -> dossier_service {
        let declared = (0..<Int(descriptor.pointee.n_methods)).map { index in
            let name = String(cString: descriptor.pointee.methods[index].name)
            return (methods[name] ?? .unimplemented(name, flags: streams[name] ?? 0)).declare()
        }
        return dossier_service(descriptor: descriptor, methods: immortal(declared))
    }
}

extension Method {
    fileprivate func declare() -> dossier_method {
        var method = dossier_method()
        method.name = immortal(name)
        method.flags = flags
        method.role = role.map(immortal)
        method.context = Unmanaged.passRetained(Box(handle)).toOpaque()
        method.handle = { instance, method, call, request in
            let call = Call(Unmanaged.fromOpaque(instance!), id: call)
            return Unmanaged<Box<Handle>>.fromOpaque(method!.pointee.context)._withUnsafeGuaranteedRef { handle in
                do throws(Interrupt) {
                    try handle.value(call, request)
                } catch {
                    guard case .failed(let status) = error else { return DOSSIER_WAIT }
                    call.finish(status)
                }
                return 0
            }
        }
        return method
    }
}
