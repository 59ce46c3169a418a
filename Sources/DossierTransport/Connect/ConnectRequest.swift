import DossierCore
import DossierWire

/// A unary call by Connect's protocol (connectrpc.com/docs/protocol), as the head of its request tells it.
struct ConnectRequest {
    let route: MethodRoute
    let codec: ConnectCodec
    /// From the arrival of the head on.
    let deadline: Deadline
    let metadata: Metadata

    /// What is wrong with the head of a call of a method that there is.
    private struct Fault: Error {
        let status: Status
        /// HTTP's status, when it is another than the one that goes with the code.
        var code: Int?
        var fields: [Metadata.Entry] = []
    }

    /// - Parameter now: of the monotonic clock, nanoseconds.
    /// - Throws: the response to what is no such call: 404 for another path or method of the API, 405 for another verb,
    ///   415 for another content type, and Connect's own errors, as 401 for a client that nobody knows.
    init(_ request: HTTPRequest, from client: Peer, _ router: some CallRouter, now: Int64) throws(HTTPReply) {
        route = try Self.route(request, router)
        do throws(Fault) {
            codec = try Self.codec(request)
            (deadline, metadata) = try Self.head(request, of: route, now: now)
        } catch {
            let refusal = router.refuse(route, error.status, request.fields, of: client, at: .connect)
            let fields = error.fields + HTTPReply.fields(ofTrailers: refusal.trailers)
            throw HTTPReply(refusal.status, code: error.code, fields)
        }
        if let refusal = router.refusal(of: client, to: route, metadata, at: .connect) {
            throw HTTPReply(refusal.status, HTTPReply.fields(ofTrailers: refusal.trailers))
        }
    }

    /// Of a path with a service's full name and a method's.
    private static func route(_ request: HTTPRequest, _ router: some CallRouter) throws(HTTPReply) -> MethodRoute {
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, !parts[1].isEmpty, !parts[2].isEmpty else {
            throw HTTPReply(404, text: "nothing is here; a method is at /package.Service/Method")
        }
        do throws(Status) {
            return try Array(parts[1].utf8).span.bytes.withUnsafeBytes { (service) throws(Status) in
                try Array(parts[2].utf8).span.bytes.withUnsafeBytes { (method) throws(Status) in
                    try router.resolve(service: service, method: method, at: .connect)
                }
            }
        } catch {
            throw HTTPReply(error, code: error.code == .unimplemented ? 404 : nil)
        }
    }

    private static func codec(_ request: HTTPRequest) throws(Fault) -> ConnectCodec {
        guard request.method == "POST" else {
            let status = Status(.unimplemented, "a method is called with POST")
            throw Fault(status: status, code: 405, fields: [.init(name: "allow", value: "POST")])
        }
        let given = request.fields["content-type"]
        if let given, let codec = ConnectCodec(contentType: given) { return codec }
        let known = ConnectCodec.allCases.map(\.rawValue)
        let what = given.map { "the content type \($0.prefix(200)) is not taken" } ?? "the content type is missing"
        throw Fault(
            status: Status(.invalidArgument, "\(what); send \(known.joined(separator: " or "))"),
            code: 415,
            fields: [.init(name: "accept-post", value: known.joined(separator: ", "))]
        )
    }

    private static func head(
        _ request: HTTPRequest,
        of route: MethodRoute,
        now: Int64
    ) throws(Fault) -> (Deadline, Metadata) {
        do throws(Status) {
            if let fault = request.fault { throw fault }
            let fields = request.fields
            guard route.isUnary else {
                throw Status(.unimplemented, "this method streams; call it by gRPC or ttrpc")
            }
            try checkProtocol(fields)
            return (try deadline(fields["connect-timeout-ms"], now: now), try ConnectMetadata.received(fields))
        } catch {
            throw Fault(status: error)
        }
    }

    private static func checkProtocol(_ fields: Metadata) throws(Status) {
        if let version = fields["connect-protocol-version"], version != "1" {
            throw Status(.invalidArgument, "connect-protocol-version must be 1, not \(version.prefix(40))")
        }
        if let encoding = fields["content-encoding"], encoding.lowercased() != "identity" {
            throw Status(.unimplemented, "content-encoding \(encoding.prefix(40)) is not taken; only identity is")
        }
    }

    private static func deadline(_ text: String?, now: Int64) throws(Status) -> Deadline {
        guard let text else { return .never }
        guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let milliseconds = Int64(text)
        else {
            throw Status(.invalidArgument, "connect-timeout-ms must be 1 to 10 digits, not \"\(text.prefix(40))\"")
        }
        return Deadline(nanoseconds: now + milliseconds * 1_000_000)
    }
}
