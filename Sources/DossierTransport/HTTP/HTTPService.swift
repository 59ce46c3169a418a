import DossierCore
import NIOCore
import NIOPosix

/// What this port answers over HTTP, whatever its version: calls by Connect's protocol, and `/healthz`.
struct HTTPService<Router: CallRouter>: Sendable {
    private let router: Router
    private let origins: OriginPolicy
    private let bodyCeiling: Int
    private let decodedBytes: Int
    /// Convert what is too large for an event loop; each connection has them do one thing at a time.
    let workers: NIOThreadPool
    private let budget: ConversionBudget

    init(_ router: Router, _ configuration: ListenerConfiguration, workers: NIOThreadPool) {
        self.router = router
        origins = OriginPolicy(configuration.allowedOrigins)
        bodyCeiling = configuration.outboundCeilingBytes
        decodedBytes = configuration.decodedBytes
        budget = ConversionBudget(limit: configuration.jsonWaitingBytes)
        self.workers = workers
    }

    /// Looks at a head that came by a connection. On its event loop.
    /// - Parameter isDraining: what `/healthz` tells; calls are taken as long as their connection takes any.
    func answer(
        _ request: HTTPRequest,
        isDraining: Bool,
        by peer: Peer,
        on eventLoop: any EventLoop
    ) -> HTTPAnswer {
        if request.path == "/healthz" { return .reply(health(request, isDraining)) }
        if let preflight = origins.preflight(request) { return .reply(preflight) }
        let fields = origins.fields(for: request)
        do throws(HTTPReply) {
            if let objection = origins.objection(to: request) { throw HTTPReply(objection) }
            let call = try ConnectRequest(request, from: peer, router, now: Int64(NIODeadline.now().uptimeNanoseconds))
            return .call(
                ConnectCall(
                    call,
                    router,
                    fields: fields,
                    bodyCeiling: bodyCeiling,
                    decodedBytes: decodedBytes,
                    workers: workers,
                    budget: budget,
                    by: peer,
                    on: eventLoop
                )
            )
        } catch {
            var reply = error
            reply.fields += fields
            return .reply(reply)
        }
    }

    private func health(_ request: HTTPRequest, _ isDraining: Bool) -> HTTPReply {
        guard ["GET", "HEAD"].contains(request.method) else {
            return HTTPReply(405, text: "ask with GET", [.init(name: "allow", value: "GET, HEAD")])
        }
        return isDraining ? HTTPReply(503, text: "draining") : HTTPReply(200, text: "ok")
    }
}
