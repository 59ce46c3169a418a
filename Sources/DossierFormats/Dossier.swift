import DossierClient

/// What every file format is read into: resources, in the order in which they can be recorded.
public struct Dossier: Sendable, Equatable {
    /// Actors, sources, incidents, statements; those of one kind in the order of the file.
    public var resources: [DossierResource]

    /// Of these resources.
    public init(_ resources: [DossierResource]) {
        self.resources = resources
    }

    /// Those of one kind, in the order of the file.
    public subscript(kind: ResourceKind) -> [DossierResource] { resources.filter { $0.kind == kind } }

    /// The one of that name; nil when there is none.
    public subscript(name: String) -> DossierResource? { resources.first { $0.name == name } }
}
