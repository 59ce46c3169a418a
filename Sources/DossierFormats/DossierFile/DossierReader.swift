import DossierClient
import DossierCore

/// Gives the resources of a dossier to an import. It is small enough to be held as a whole.
public final class DossierReader: ImportReader {
    private let dossier: Dossier

    /// Of a dossier, as `DossierFile` reads it.
    public init(_ dossier: Dossier) { self.dossier = dossier }

    /// Exactly.
    public var counts: [ResourceKind: Int] {
        dossier.resources.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    }

    /// In the order of the file.
    public func read(
        _ kind: ResourceKind,
        _ body: (DossierResource) async throws(Status) -> Void
    ) async throws(Status) {
        for resource in dossier[kind] { try await body(resource) }
    }

    /// All are understood: what is wrong with a dossier file is told when it is read, and nothing of it is imported.
    public var tally: ImportTally {
        var tally = ImportTally(unit: "resources")
        (tally.things, tally.understood) = (dossier.resources.count, dossier.resources.count)
        return tally
    }

    /// None.
    public var remarks: ImportRemarks { ImportRemarks() }
}

extension Importer {
    /// Imports a dossier.
    public func run(_ dossier: Dossier) async -> ImportReport { await run(DossierReader(dossier)) }
}
