import CProtobufC
import DossierCore
import DossierWire

extension Client {
    /// A unary call with messages: `client.call(method, request, reply: dossier__v1__incident__init)`. Tried again when the
    /// method only reads.
    /// - Throws: INTERNAL when the reply is not of that type; else as the call in bytes.
    public func call<Request, Reply>(
        _ method: MethodName,
        _ request: Message<Request>,
        reply: @Sendable (UnsafeMutablePointer<Reply>?) -> Void,
        _ options: CallOptions = CallOptions()
    ) async throws(Status) -> sending Message<Reply> {
        let bytes = try await call(method, request.encode(), options)
        do throws(Status) {
            return try Message(reply, decoding: bytes)
        } catch {
            throw Status(.internal, "\(method) answered what this client does not expect: \(error.message)")
        }
    }

    /// A unary call in proto3 JSON. Tried again when the method only reads, and when the request has a `request_id`, under
    /// which the server must do it once.
    /// - Throws: INVALID_ARGUMENT when the value does not fit the request; else as the call in bytes.
    public func call(
        _ method: ServiceMethod,
        _ request: JSONValue,
        _ options: CallOptions = CallOptions()
    ) async throws(Status) -> JSONValue {
        let requestID = ["requestId", "request_id"].lazy.compactMap { request[$0]?.text }.first { !$0.isEmpty }
        let bytes = try method.request(request)
        return try method.reply(try await call(method.name, bytes, options, requestID: requestID))
    }
}
