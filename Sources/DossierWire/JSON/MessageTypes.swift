import CDossierProtos
import CProtobufC

/// Message types by name, to look into google.protobuf.Any.
///
/// `@unchecked Sendable`: descriptors are constants of loaded libraries, and modules are never unloaded.
public struct MessageTypes: @unchecked Sendable {
    private var descriptors: [String: MessageDescriptor] = [:]

    /// Those that a status of the server can have as details.
    public static let details = MessageTypes(reachableFrom: [
        google__rpc__bad_request__type(), google__rpc__precondition_failure__type(), google__rpc__retry_info__type(),
    ])

    /// These types and all that their fields lead to.
    public init(reachableFrom roots: [MessageDescriptor] = []) {
        var waiting = roots
        while let descriptor = waiting.popLast() {
            guard descriptors.updateValue(descriptor, forKey: descriptor.fullName) == nil else { continue }
            for index in 0..<descriptor.fieldCount {
                let field = descriptor.field(at: index)
                if field.kind == .message { waiting.append(field.messageDescriptor) }
            }
        }
    }

    /// These and others; where both have a name, it means these.
    public func adding(_ others: MessageTypes) -> MessageTypes {
        var types = self
        types.descriptors.merge(others.descriptors) { first, _ in first }
        return types
    }

    /// The type of that full name: "dossier.v1.Incident".
    public subscript(name: String) -> MessageDescriptor? { descriptors[name] }

    /// The type that an Any's URL names.
    func type(url: String) -> MessageDescriptor? { descriptors[Self.name(url: url)] }

    /// The full name of the type that an Any's URL names: what stands after its last slash.
    static func name(url: String) -> String {
        url.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? url
    }
}
