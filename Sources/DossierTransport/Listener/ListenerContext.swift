/// What every connection of a listener shares.
struct ListenerContext<Router: CallRouter>: Sendable {
    let router: Router
    let configuration: ListenerConfiguration
    let registry: ConnectionRegistry
    /// What is answered over HTTP.
    let http: HTTPService<Router>
    /// Nil: TLS is not spoken.
    let tls: CurrentTLS?
}
