/// By what protocol a call came.
public enum Door: UInt8, Sendable, CaseIterable {
    case ttrpc
    case grpc
    case connect

    /// "ttrpc", "grpc", "connect".
    public var name: String { "\(self)" }
}
