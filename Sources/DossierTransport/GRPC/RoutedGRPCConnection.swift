import DossierCore
import NIOCore

/// The gRPC door to a router.
///
/// `@unchecked Sendable` as its superclass is; what it adds is constant and Sendable.
final class RoutedGRPCConnection<Router: CallRouter>: GRPCConnection, @unchecked Sendable {
    private let router: Router
    private let http: HTTPService<Router>

    init(_ shared: ListenerContext<Router>, _ channel: any Channel, _ peer: Peer) {
        router = shared.router
        http = shared.http
        super.init(shared.configuration, channel, peer, shared.metrics[.http2])
    }

    override func resolve(service: UnsafeRawBufferPointer, method: UnsafeRawBufferPointer) throws(Status) -> MethodRoute
    {
        try router.resolve(service: service, method: method, at: .grpc)
    }

    override func refusal(to route: MethodRoute, _ metadata: Metadata) -> Refusal? {
        router.refusal(of: client, to: route, metadata, at: .grpc)
    }

    override func refuse(_ route: MethodRoute, _ status: Status, _ metadata: Metadata) -> Refusal {
        router.refuse(route, status, metadata, of: client, at: .grpc)
    }

    override func open(
        _ route: MethodRoute,
        _ head: CallHead,
        message: UnsafeRawBufferPointer?,
        port: ReplyPort
    ) -> CallID {
        router.open(route, head, message: message, port: port)
    }

    override func receive(_ call: CallID, _ message: UnsafeRawBufferPointer, isCompressed: Bool) -> Bool {
        router.receive(call, message, isCompressed: isCompressed)
    }

    override func endOfMessages(_ call: CallID) { router.endOfMessages(call) }

    override func cancel(_ call: CallID, _ reason: CancelReason) { router.cancel(call, reason) }

    override func writable(_ call: CallID) { router.writable(call) }

    override func answer(_ request: HTTPRequest) -> HTTPAnswer {
        http.answer(request, isDraining: isServerDraining, by: client, on: channel.eventLoop)
    }
}
