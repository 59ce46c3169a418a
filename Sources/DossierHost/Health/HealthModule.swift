import CDossierModule
import CDossierProtos
import CProtobufC
import DossierCore
import ModuleKit

/// gRPC's health checking of every module: a module like any other, but part of the program.
enum HealthModule {
    static let id = "dossier.health"

    static func source(_ host: Host) -> ModuleSource {
        let module = Module(
            id: id,
            version: Host.version,
            services: [Service(grpc__health__v1__health__type(), methods: [check(host), watch(host)])],
            kinds: [],
            descriptorSet: UnsafeRawBufferPointer(
                start: grpc_health_v1_health_descriptor_set_bytes(),
                count: grpc_health_v1_health_descriptor_set_size
            )
        )
        return .builtin(name: id, declaration: module.table(for: UInt32(DOSSIER_ABI))!)
    }

    /// A HealthCheckResponse.
    static func encode(_ status: Host.ServingStatus) -> [UInt8] {
        var response = FieldWriter(grpc__health__v1__health_check_response__type())
        response.number("status", UInt64(status.rawValue))
        return response.bytes
    }

    /// Quick, so that it is answered while every worker is busy.
    private static func check(_ host: Host) -> Method {
        .quick("Check", role: nil) { [unowned host] call, request throws(Interrupt) in
            let service = service(of: request)
            guard let status = host.servingStatus(of: service) else {
                let name = service.prefix(Limits.symbolBytes)
                throw .failed(.notFound, "no module here has a service \(name); server reflection lists all there are")
            }
            encode(status).withUnsafeBytes { call.finish(encoded: $0) }
        }
    }

    private static func watch(_ host: Host) -> Method {
        .streaming("Watch", role: nil) { [unowned host] call, request throws(Interrupt) in
            HealthWatch(call, of: service(of: request), host).start()
        }
    }

    private static func service(of request: UnsafePointer<ProtobufCMessage>) -> String {
        let request = UnsafeRawPointer(request).assumingMemoryBound(to: Grpc__Health__V1__HealthCheckRequest.self)
        return String(cString: request.pointee.service)
    }
}
