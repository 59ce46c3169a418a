import CDossierProtos
import CProtobufC
import DossierClient
import DossierCore
import DossierWire
import Foundation
import Testing

/// A conversation with the server's reflection, in JSON.
struct Reflector {
    /// The packages that the service has.
    enum Version: String, CaseIterable {
        case v1, v1alpha

        fileprivate var request: UnsafePointer<ProtobufCMessageDescriptor> {
            switch self {
            case .v1: grpc__reflection__v1__server_reflection_request__type()
            case .v1alpha: grpc__reflection__v1alpha__server_reflection_request__type()
            }
        }

        fileprivate var response: UnsafePointer<ProtobufCMessageDescriptor> {
            switch self {
            case .v1: grpc__reflection__v1__server_reflection_response__type()
            case .v1alpha: grpc__reflection__v1alpha__server_reflection_response__type()
            }
        }
    }

    let call: DuplexCall
    private let version: Version
    private var replies: Replies.Iterator

    init(_ client: Client, _ version: Version = .v1) async throws(Status) {
        self.version = version
        call = try await client.duplex(
            MethodName("grpc.reflection.\(version.rawValue).ServerReflection/ServerReflectionInfo")
        )
        replies = call.replies.makeAsyncIterator()
    }

    /// Sends a ServerReflectionRequest and waits for what is said to it.
    mutating func ask(_ request: String) async throws -> Answer {
        try await send(request)
        return try #require(try await next())
    }

    func send(_ request: String) async throws {
        try await call.send(try encoded(try JSONValue(parsing: Array(request.utf8))))
    }

    func encoded(_ request: JSONValue) throws(Status) -> [UInt8] {
        try JSONMessage.encode(request, as: version.request)
    }

    /// Nil at the good end.
    mutating func next() async throws -> Answer? {
        guard let reply = try await replies.next() else { return nil }
        return Answer(json: try JSONMessage.decode(reply, as: version.response))
    }

    /// A ServerReflectionResponse.
    struct Answer {
        let json: JSONValue

        var services: [String] {
            (json["listServicesResponse"]?.elements("service") ?? []).compactMap { $0["name"]?.text }
        }

        /// Read again from what came.
        var files: DescriptorSet {
            get throws {
                let encoded = json["fileDescriptorResponse"]?.elements("fileDescriptorProto") ?? []
                return try DescriptorSet(
                    files: encoded.map { [UInt8](Data(base64Encoded: $0.text ?? "") ?? Data()) }
                )
            }
        }

        /// "5: no module ..."; empty when it is no error.
        var error: String {
            guard case .number(let code)? = json["errorResponse"]?["errorCode"] else { return "" }
            return "\(code): \(json["errorResponse"]?["errorMessage"]?.text ?? "")"
        }
    }
}
