import CProtobufC
import DossierCore

/// Message types made at run time, as protoc-c would have made them at build time: whatever works by a
/// `MessageDescriptor` - validator, decoder, encoder, JSON - works with them. Any thread.
///
/// proto3 and proto2 without its groups, extensions and default values. A proto3 `optional` is a field with presence of
/// its own; a map is a repeated entry message, which JSON writes as an object. google.protobuf.Any, Timestamp and
/// FieldMask are the ones compiled in, whatever the set says of them: JSON knows their memory.
///
/// Descriptors, and so messages that are laid out by them, are good as long as their pool.
public final class DescriptorPool: @unchecked Sendable {
    // Sendable: nothing changes after init.

    /// The pool's types by their full names, for what an Any may hold. Good as long as the pool.
    public let types: MessageTypes
    /// Where the descriptors live.
    private let arena: Arena

    /// Makes the types of these full names and all that their fields lead to.
    /// - Throws: INVALID_ARGUMENT naming the field for what protobuf-c cannot carry or the set does not hold; NOT_FOUND
    ///   for a name that is no message of the set; RESOURCE_EXHAUSTED past `Limits.decodedBytes` of memory.
    public init(_ set: DescriptorSet, types names: [String]) throws(Status) {
        arena = Arena()
        var builder = DescriptorBuilder(arena, try DescriptorIndex(set))
        types = MessageTypes(reachableFrom: try builder.build(names))
    }

    /// The type of that full name: "dossier.v1.Incident"; nil when no name given leads to it.
    public subscript(name: String) -> MessageDescriptor? { types[name] }
}
