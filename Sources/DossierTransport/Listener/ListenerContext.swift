import NIOCore

/// What every connection of a listener shares.
struct ListenerContext<Router: CallRouter>: Sendable {
    let router: Router
    let current: Current<ListenerConfiguration>
    let registry: ConnectionRegistry
    let metrics = TransportMetrics()
    /// What is answered over HTTP.
    let http: HTTPService<Router>
    /// Nil: TLS is not spoken.
    let tls: Current<ServerTLS>?

    /// As it is now: whoever needs it to stay so keeps it.
    var configuration: ListenerConfiguration { current.value }

    /// Counts a connection that is refused, and tells whom it concerns. On the connection's event loop.
    func refuse(_ channel: any Channel, _ refusal: ConnectionRefusal) {
        metrics.refuse(refusal)
        configuration.onRefusal(channel.peerName, refusal)
    }
}
