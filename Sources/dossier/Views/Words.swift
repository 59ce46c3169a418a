import CDossierProtos
import CProtobufC
import DossierClient
import DossierFormats
import DossierWire

/// A resource's members as people read them.
enum Words {
    /// The id of a full name, when it is of that kind; else the name as it is.
    static func id(_ name: JSONValue?, _ kind: ResourceKind = .actors) -> String {
        let text = name?.text ?? ""
        return text.hasPrefix("\(kind)/") ? String(text.dropFirst("\(kind)/".count)) : text
    }

    /// An enum's value as dossier files write it; empty when there is none.
    static func word(_ value: JSONValue?, _ type: UnsafePointer<ProtobufCEnumDescriptor>) -> String {
        guard let name = value?.text else { return "" }
        return EnumNotation(type).word(name) ?? name
    }

    /// Several, with commas.
    static func words(_ values: [JSONValue], _ type: UnsafePointer<ProtobufCEnumDescriptor>) -> String {
        values.map { word($0, type) }.joined(separator: ", ")
    }

    /// "2022-09-10 14:03:22" of a timestamp.
    static func moment(_ time: JSONValue?) -> String {
        let text = time?.text ?? ""
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }
}
