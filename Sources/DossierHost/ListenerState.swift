/// What a listener says of itself.
public struct ListenerState: Sendable {
    /// Open ones.
    public var connections: Int
    /// It takes no new calls.
    public var isDraining: Bool

    /// A state by its parts.
    public init(connections: Int, isDraining: Bool) {
        self.connections = connections
        self.isDraining = isDraining
    }
}
