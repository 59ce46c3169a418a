import CProtobufC
import DossierWire

/// A method that this client knows: what it takes, what it gives, who streams.
///
/// `@unchecked Sendable`: the descriptors are constants of this program.
public struct ServiceMethod: @unchecked Sendable {
    /// As it is called.
    public let name: MethodName
    /// The type of its request.
    public let input: MessageDescriptor
    /// The type of its reply.
    public let output: MessageDescriptor
    /// Whether the client sends any number of requests.
    public let clientStreams: Bool
    /// Whether the server sends any number of replies.
    public let serverStreams: Bool
}
