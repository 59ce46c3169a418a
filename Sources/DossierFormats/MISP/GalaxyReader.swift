import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// Reads the clusters of MISP's galaxy of threat actors: https://github.com/MISP/misp-galaxy, clusters/threat-actor.json.
///
/// The file is held as a whole, so it may have `Limits.fileBytes` at most.
final class GalaxyReader: ImportReader {
    private(set) var counts: [ResourceKind: Int] = [:]
    private(set) var tally = ImportTally(unit: "clusters")
    private(set) var remarks = ImportRemarks()

    private let galaxy: Galaxy
    private var clusters: [GalaxyCluster] = []

    /// Surveys the file.
    /// - Throws: INVALID_ARGUMENT when it is no JSON, or not this galaxy.
    init(_ file: ImportFile) throws(Status) {
        let root: JSONValue
        do {
            root = try JSONValue(parsing: try file.contents())
        } catch {
            throw Status(error.code, "\(file.name): \(error.message)")
        }
        galaxy = try Galaxy(root, called: file.name)
        survey(root.elements("values"))
        for kind in ResourceKind.allCases { counts[kind] = resources(kind).count }
    }

    func read(_ kind: ResourceKind, _ body: (DossierResource) async throws(Status) -> Void) async throws(Status) {
        for resource in resources(kind) { try await body(resource) }
    }

    private func survey(_ values: [JSONValue]) {
        var ids: Set<String> = []
        tally.things = values.count
        for (index, value) in values.enumerated() {
            let locator = "values[\(index)]"
            do throws(GalaxyCluster.Fault) {
                let cluster = try GalaxyCluster(value)
                guard ids.insert(cluster.uuid).inserted else {
                    remarks.note(.duplicate, "cluster", "an earlier one has that uuid", id: cluster.uuid)
                    continue
                }
                clusters.append(cluster)
            } catch {
                remarks.note(.damaged, "cluster", error.reason, id: value["uuid"]?.text ?? locator)
            }
        }
        tally.understood = clusters.count
        for cluster in clusters { cluster.note(in: &remarks, known: ids) }
    }

    private func resources(_ kind: ResourceKind) -> [DossierResource] {
        switch kind {
        case .actors: actors()
        case .sources: [galaxy.source]
        case .incidents: []
        case .statements: statements()
        }
    }

    private func actors() -> [DossierResource] {
        let countries = clusters.compactMap { $0.sponsor?.resource }
        let producers = clusters.flatMap(\.producers).unique.map(GalaxyCluster.producer)
        var seen: Set<String> = []
        return ([Galaxy.actor] + countries + producers + clusters.map(\.actor)).filter { seen.insert($0.name).inserted }
    }

    private func statements() -> [DossierResource] {
        let ids = Set(clusters.map(\.uuid))
        return clusters.flatMap { $0.statements(galaxy, known: ids) }
    }
}
