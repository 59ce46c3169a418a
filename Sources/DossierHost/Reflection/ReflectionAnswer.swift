import CDossierProtos
import CProtobufC
import DossierCore
import DossierWire
import ModuleKit

/// Writes grpc.reflection.v1.ServerReflectionResponse, which is v1alpha's, too: on the wire they are the same.
enum ReflectionAnswer {
    private typealias Request = Grpc__Reflection__V1__ServerReflectionRequest

    /// The answer to a ServerReflectionRequest of either package. What is not found or not understood is answered, too.
    static func encode(to message: UnsafePointer<ProtobufCMessage>, _ files: ServedFiles) -> [UInt8] {
        var answer = FieldWriter(grpc__reflection__v1__server_reflection_response__type())
        guard protobuf_c_message_get_packed_size(message) <= Limits.reflectionRequestBytes else {
            let reason = "a request of reflection has at most \(Limits.reflectionRequestBytes) bytes"
            write(Status(.invalidArgument, reason), to: &answer)
            return answer.bytes
        }
        let original = message.packed
        do throws(Status) {
            let request = try Message(grpc__reflection__v1__server_reflection_request__init, decoding: original)
            defer { withExtendedLifetime(request) {} }
            answer.text("valid_host", String(cString: request.pointee.host))
            answer.message("original_request", original)
            try write(request.pointee, files, to: &answer)
        } catch {
            write(error, to: &answer)
        }
        return answer.bytes
    }

    private static func write(
        _ request: Request,
        _ files: ServedFiles,
        to answer: inout FieldWriter
    ) throws(Status) {
        switch request.message_request_case {
        case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_BY_FILENAME:
            let name = String(cString: request.file_by_filename)
            guard let file = files.file(named: name) else { throw missing("carries the file \(name)") }
            answer.message("file_descriptor_response", try encode(file, files))
        case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_CONTAINING_SYMBOL:
            let symbol = String(cString: request.file_containing_symbol)
            guard let file = files.file(declaring: symbol) else { throw missing("declares \(symbol)") }
            answer.message("file_descriptor_response", try encode(file, files))
        case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_FILE_CONTAINING_EXTENSION:
            let asked = request.file_containing_extension.pointee
            let type = String(cString: asked.containing_type)
            throw missing("declares an extension \(asked.extension_number) of \(type)")
        case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_ALL_EXTENSION_NUMBERS_OF_TYPE:
            let type = String(cString: request.all_extension_numbers_of_type)
            guard files.hasMessage(type) else { throw missing("declares a message \(type)") }
            var numbers = FieldWriter(grpc__reflection__v1__extension_number_response__type())
            numbers.text("base_type_name", type)
            answer.message("all_extension_numbers_response", numbers.bytes)
        case GRPC__REFLECTION__V1__SERVER_REFLECTION_REQUEST__MESSAGE_REQUEST_LIST_SERVICES:
            answer.message("list_services_response", encode(files.services))
        default:
            throw Status(.invalidArgument, "the request asks for nothing: set a field of message_request")
        }
    }

    private static func missing(_ what: String) -> Status {
        Status(.notFound, "no module that serves here \(what); list_services tells the services there are")
    }

    private static func encode(_ file: DescribedFiles.File, _ files: ServedFiles) throws(Status) -> [UInt8] {
        let all = files.withImports(file)
        guard !all.isEmpty else {
            let reason = "\(file.name) takes more than the \(Limits.reflectionBytes) bytes that an answer may have"
            throw Status(.resourceExhausted, reason)
        }
        var response = FieldWriter(grpc__reflection__v1__file_descriptor_response__type())
        for encoded in all { response.message("file_descriptor_proto", encoded) }
        return response.bytes
    }

    private static func encode(_ services: [String]) -> [UInt8] {
        var response = FieldWriter(grpc__reflection__v1__list_service_response__type())
        for name in services {
            var service = FieldWriter(grpc__reflection__v1__service_response__type())
            service.text("name", name)
            response.message("service", service.bytes)
        }
        return response.bytes
    }

    private static func write(_ status: Status, to answer: inout FieldWriter) {
        var error = FieldWriter(grpc__reflection__v1__error_response__type())
        error.number("error_code", UInt64(status.code.rawValue))
        error.text("error_message", status.message)
        answer.message("error_response", error.bytes)
    }
}
