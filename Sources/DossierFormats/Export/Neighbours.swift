import DossierClient
import DossierCore
import DossierWire

/// What a writer must know of the resources that others refer to, looked up page by page and remembered for a while.
struct Neighbours {
    private let source: ExportSource
    private let reader: RecordReader
    private let lookups: [ResourceKind: [String]]
    private var known: [String: JSONValue] = [:]

    init(_ source: ExportSource, _ reader: RecordReader, _ lookups: [ResourceKind: [String]]) {
        self.source = source
        self.reader = reader
        self.lookups = lookups
    }

    /// What these refer to, by name, and more.
    mutating func of(_ resources: [JSONValue], _ kind: ResourceKind) async throws(Status) -> [String: JSONValue] {
        if case .surroundings(let found) = source { return found }
        if known.count > Limits.exportedNeighbours { known = [:] }
        var wanted: [ResourceKind: Set<String>] = [:]
        for resource in resources {
            for name in ReferencePath.names(in: resource, kind) where known[name] == nil {
                if let kind = ResourceKind(ofName: name) { wanted[kind, default: []].insert(name) }
            }
        }
        for (kind, names) in wanted {
            guard let fields = lookups[kind] else { continue }
            for other in try await reader.get(names.sorted(), kind, fields: ["name"] + fields) {
                known[other["name"]?.text ?? ""] = other
            }
        }
        return known
    }
}
