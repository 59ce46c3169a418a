/// What every connection of a listener shares.
struct ListenerContext<Router: CallRouter>: Sendable {
    let router: Router
    let configuration: ListenerConfiguration
    let registry: ConnectionRegistry
    /// Nil: TLS is not spoken.
    let tls: CurrentTLS?
}
