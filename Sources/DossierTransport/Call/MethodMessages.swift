import DossierWire

/// The messages of a method, for doors that speak JSON.
///
/// `@unchecked Sendable`: descriptors are constants of loaded libraries, and modules are never unloaded.
public final class MethodMessages: @unchecked Sendable {
    /// What the client sends.
    public let input: MessageDescriptor
    /// What the server sends.
    public let output: MessageDescriptor
    /// What a google.protobuf.Any within them, or within the details of a failure, may hold.
    public let types: MessageTypes

    /// Messages by their descriptors.
    public init(input: MessageDescriptor, output: MessageDescriptor, types: MessageTypes) {
        self.input = input
        self.output = output
        self.types = types
    }
}
