import CDossierProtos
import CProtobufC
import DossierClient
import DossierWire

/// Which fields hold names of resources, and of which kinds: what the .proto files say in words.
enum ReferenceFields {
    /// The kinds that a field refers to; empty: it holds no name.
    static func kinds(_ field: UnsafePointer<ProtobufCFieldDescriptor>, of message: MessageDescriptor) -> [ResourceKind]
    {
        table["\(String(cString: message.pointee.short_name)).\(String(cString: field.pointee.name))"] ?? []
    }

    private static let any: [ResourceKind] = [.incidents, .actors, .statements]

    private static let table: [String: [ResourceKind]] = [
        "Actor.parent": [.actors],
        "Alias.asserted_by": [.actors],
        "Role.organization": [.actors],
        "Victim.actor": [.actors],
        "Source.publisher": [.actors],
        "Statement.speaker": [.actors],
        "Statement.on_behalf_of": [.actors],
        "Statement.target_actors": [.actors],
        "Statement.reported_by": [.actors],
        "Reference.name": any,
        "Link.from": any,
        "Link.to": any,
        "Appearance.source": [.sources],
        "Measure.decided_by": [.actors],
        "Measure.targets": [.actors],
    ]
}
