/// What a connection speaks. HTTP/2 carries calls of gRPC and of Connect.
public enum WireProtocol: Int, Sendable, CaseIterable {
    case ttrpc
    case http1
    case http2

    /// "ttrpc", "http1", "http2".
    public var name: String { "\(self)" }
}
