import DossierClient
import DossierWire
import DossierYAML

/// One resource of a dossier, as its writer wants it: without what only the server sets.
public struct DossierResource: Sendable, Equatable {
    /// What it is.
    public let kind: ResourceKind
    /// The last part of its name.
    public let id: String
    /// Its fields, in proto3 JSON with the .proto file's names.
    public let fields: JSONValue
    /// Where it stands in its file.
    public let place: Place

    /// A resource by its parts.
    public init(_ kind: ResourceKind, id: String, fields: JSONValue, place: Place = .unknown) {
        self.kind = kind
        self.id = id
        self.fields = fields
        self.place = place
    }

    /// "incidents/x".
    public var name: String { "\(kind)/\(id)" }
}
