import DossierClient
import DossierWire

/// One resource on its way out.
public struct ExportedResource: Sendable {
    /// What it is.
    public let kind: ResourceKind
    /// "incidents/x".
    public let name: String
    /// What its writers have set, in proto3 JSON as the server writes it, in lowerCamelCase.
    public let fields: JSONValue
    /// When it was first recorded, in RFC 3339.
    public let createTime: String
    /// When this revision was recorded, in RFC 3339.
    public let updateTime: String

    /// A resource as the server shows it.
    public init(_ stored: JSONValue, _ kind: ResourceKind) {
        self.kind = kind
        name = stored["name"]?.text ?? ""
        fields = .object(stored.members.filter { !ResourceKind.isServerField($0.name) })
        createTime = stored["createTime"]?.text ?? ""
        updateTime = stored["updateTime"]?.text ?? ""
    }

    /// The last part of its name.
    public var id: Substring { name.dropFirst(kind.rawValue.count + 1) }

    /// Its name, and what its writers have set.
    public var named: JSONValue { .object([JSONValue.Member("name", .string(name))] + fields.members) }
}
