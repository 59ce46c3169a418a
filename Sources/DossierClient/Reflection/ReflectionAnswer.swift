import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire

/// What grpc.reflection.v1.ServerReflection answers, as far as this client asks.
enum ReflectionAnswer {
    /// Full names.
    case services([String])
    /// Encoded FileDescriptorProtos.
    case files([[UInt8]])
    /// Why there is no such thing.
    case refused(Status)

    /// From a ServerReflectionResponse; INTERNAL for what is none.
    init(decoding bytes: [UInt8]) throws(Status) {
        let response: Message<Grpc__Reflection__V1__ServerReflectionResponse>
        do throws(Status) {
            response = try Message(grpc__reflection__v1__server_reflection_response__init, decoding: bytes)
        } catch {
            throw Self.strange(error.message)
        }
        defer { withExtendedLifetime(response) {} }
        switch response.pointee.message_response_case {
        case GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_LIST_SERVICES_RESPONSE:
            let list = response.pointee.list_services_response.pointee
            self = .services((0..<list.n_service).map { String(cString: list.service[$0]!.pointee.name) })
        case GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_FILE_DESCRIPTOR_RESPONSE:
            let list = response.pointee.file_descriptor_response.pointee
            self = .files((0..<list.n_file_descriptor_proto).map { Self.bytes(list.file_descriptor_proto[$0]) })
        case GRPC__REFLECTION__V1__SERVER_REFLECTION_RESPONSE__MESSAGE_RESPONSE_ERROR_RESPONSE:
            let error = response.pointee.error_response.pointee
            let code = StatusCode(rawValue: error.error_code) ?? .unknown
            self = .refused(Status(code, String(cString: error.error_message)))
        default: throw Self.strange("it says nothing")
        }
    }

    private static func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
        [UInt8](UnsafeBufferPointer(start: data.data, count: data.len))
    }

    private static func strange(_ reason: String) -> Status {
        Status(.internal, "an answer of the server's reflection is not what this client expects: \(reason)")
    }
}
