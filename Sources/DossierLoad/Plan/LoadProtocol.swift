/// What a load speaks.
public enum LoadProtocol: String, Sendable, CaseIterable {
    case ttrpc, grpc
}
