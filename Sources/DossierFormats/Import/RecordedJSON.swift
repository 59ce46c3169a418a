import DossierClient
import DossierWire
import DossierYAML

/// A resource as the server gives it in proto3 JSON, on its way back.
enum RecordedJSON {
    /// What can be made of it.
    enum Reading {
        case resource(DossierResource)
        case notUnderstood(ResourceKind, String)
        case damaged(String)
    }

    /// The resource, by its own name and without what only the server sets.
    static func read(_ value: JSONValue, at place: Place) -> Reading {
        guard case .object(let members) = value else { return .damaged("is no JSON object") }
        guard let (kind, id) = name(value) else { return .damaged("has no \"name\" as incidents/ID") }
        guard !isSet("deleteTime", value), !isSet("delete_time", value) else {
            return .notUnderstood(kind, "was deleted where it comes from")
        }
        guard !isSet("redaction", value) else { return .notUnderstood(kind, "was redacted where it comes from") }
        let fields = members.filter { !ResourceKind.isServerField($0.name) }
        return .resource(DossierResource(kind, id: id, fields: .object(fields), place: place))
    }

    /// In proto3 JSON null is as good as nothing.
    private static func isSet(_ name: String, _ value: JSONValue) -> Bool { value[name].map { $0 != .null } ?? false }

    /// Which resource it is; nil: it does not say.
    static func name(_ value: JSONValue) -> (kind: ResourceKind, id: String)? {
        guard let parts = value["name"]?.text?.split(separator: "/", omittingEmptySubsequences: false),
            parts.count == 2, let kind = ResourceKind(rawValue: String(parts[0])), ResourceKind.isID(parts[1])
        else { return nil }
        return (kind, String(parts[1]))
    }
}
