import CDossierProtos
import DossierCore
import DossierWire

/// What can be asked of grpc.reflection.v1.ServerReflection, as far as this client asks.
enum ReflectionQuestion {
    /// Which services there are.
    case services
    /// The file that declares a service, with what it imports.
    case symbol(String)
    /// A file by its name, with what it imports.
    case file(String)

    /// A ServerReflectionRequest.
    func encode() throws(Status) -> [UInt8] {
        let request = try Message(grpc__reflection__v1__server_reflection_request__init)
        switch self {
        case .services:
            request.pointee.message_request_case =
                GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_LIST_SERVICES
            request.pointee.list_services = try request.arena.string("*")
        case .symbol(let name):
            request.pointee.message_request_case =
                GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_CONTAINING_SYMBOL
            request.pointee.file_containing_symbol = try request.arena.string(name)
        case .file(let name):
            request.pointee.message_request_case =
                GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_BY_FILENAME
            request.pointee.file_by_filename = try request.arena.string(name)
        }
        return request.encode()
    }
}
