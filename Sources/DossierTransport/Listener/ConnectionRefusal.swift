/// Why a connection was closed before it carried a call.
public enum ConnectionRefusal: String, Sendable, CaseIterable {
    /// There are as many as the listener takes.
    case full = "too many connections are open"
    /// There are as many of this peer's as the listener takes.
    case fullForPeer = "too many connections of this peer are open"
    /// The server is going down.
    case draining = "the server is going down"
    /// It speaks plain text to a listener that speaks TLS alone.
    case plainText = "only TLS is spoken here, not plain text"
}
