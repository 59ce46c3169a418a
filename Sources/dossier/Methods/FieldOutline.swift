import DossierClient
import DossierCore
import DossierWire

/// A field of a message as one writes it in JSON, with the fields inside.
struct FieldOutline {
    /// In lowerCamelCase.
    let name: String
    /// As in the .proto file, messages and enums by their full names: "string", "dossier.v1.Tlp".
    let type: String
    /// Any number of values: a list, or where entries have keys, an object.
    let repetition: Repetition
    /// Of the oneof that it shares with other fields; nil: with none.
    let oneof: String?
    /// An enum's names.
    let values: [String]
    /// A message's fields; nil: they stand further up, or it is no message.
    let fields: [FieldOutline]?

    enum Repetition: Equatable {
        case single
        case list
        /// With keys of this type.
        case map(String)
    }

    /// The fields of a message. A message within it is unfolded where it occurs first.
    static func of(_ message: String, in catalog: ServiceCatalog) -> [FieldOutline] {
        var seen: Set<String> = [message]
        return fields(message, catalog, depth: 0, &seen)
    }

    private static func fields(
        _ message: String,
        _ catalog: ServiceCatalog,
        depth: Int,
        _ seen: inout Set<String>
    ) -> [FieldOutline] {
        // No message that could be sent is deeper.
        guard depth < Limits.messageDepth, let message = catalog.message(message) else { return [] }
        return message.fields.map { outline($0, of: message, catalog, depth: depth, &seen) }
    }

    private static func outline(
        _ field: FieldDescription,
        of message: MessageDescription,
        _ catalog: ServiceCatalog,
        depth: Int,
        _ seen: inout Set<String>
    ) -> FieldOutline {
        var value = field
        var repetition: Repetition = field.label == .repeated ? .list : .single
        if field.kind == .message, let entry = catalog.message(field.typeName), entry.isMapEntry,
            let key = entry.fields.first(where: { $0.number == 1 }),
            let mapped = entry.fields.first(where: { $0.number == 2 })
        {
            value = mapped
            repetition = .map(typeName(key))
        }
        // Those have a form of their own in JSON.
        let isWellKnown = value.typeName.hasPrefix("google.protobuf.")
        let isNew = value.kind == .message && !isWellKnown && seen.insert(value.typeName).inserted
        return FieldOutline(
            name: JSONName.camel(field.name),
            type: typeName(value),
            repetition: repetition,
            oneof: oneof(field, of: message),
            values: catalog.enumeration(value.typeName)?.values.map(\.name) ?? [],
            fields: isNew ? fields(value.typeName, catalog, depth: depth + 1, &seen) : nil
        )
    }

    private static func typeName(_ field: FieldDescription) -> String {
        field.typeName.isEmpty ? field.kind.map { "\($0)" } ?? "unknown" : field.typeName
    }

    /// One that stands alone only tells whether it is there.
    private static func oneof(_ field: FieldDescription, of message: MessageDescription) -> String? {
        guard let index = field.oneof, message.oneofs.indices.contains(Int(index)),
            message.fields.count(where: { $0.oneof == index }) > 1
        else { return nil }
        return message.oneofs[Int(index)]
    }
}
