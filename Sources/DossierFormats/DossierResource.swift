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
    /// Fields that stay as the record has them when these lack them: what a part of a dataset does not tell, the whole may.
    /// Of labels those of the record stay beside these.
    let kept: [String]
    /// It was made up for what its file does not hold: where the record has it, it stays as it is.
    let isStandIn: Bool

    /// A resource by its parts.
    public init(_ kind: ResourceKind, id: String, fields: JSONValue, place: Place = .unknown) {
        self.init(kind, id: id, fields: fields, place: place, keeping: [])
    }

    init(
        _ kind: ResourceKind,
        id: String,
        fields: JSONValue,
        place: Place = .unknown,
        keeping kept: [String],
        isStandIn: Bool = false
    ) {
        self.kind = kind
        self.id = id
        self.fields = fields
        self.place = place
        self.kept = kept
        self.isStandIn = isStandIn
    }

    /// The same with another value of a field.
    func setting(_ name: String, _ value: JSONValue) -> DossierResource { having(fields.setting(name, value)) }

    /// The same with other fields.
    func having(_ fields: JSONValue) -> DossierResource {
        DossierResource(kind, id: id, fields: fields, place: place, keeping: kept, isStandIn: isStandIn)
    }

    /// "incidents/x".
    public var name: String { "\(kind)/\(id)" }
}
