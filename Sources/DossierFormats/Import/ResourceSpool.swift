import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// Resources that a reader has made while it surveyed its file, in a temporary file until they are asked for kind by kind.
/// Of each a few bytes are held. Blocks.
final class ResourceSpool {
    private let file: OpenFile
    private var places: [ResourceKind: [Range<Int>]] = [:]
    private var size = 0
    /// Not yet in the file.
    private var tail: [UInt8] = []

    /// An empty one.
    /// - Throws: the system's reason why there is no room for one.
    init() throws(Status) { file = try .temporary() }

    /// How many there are.
    var counts: [ResourceKind: Int] { places.mapValues(\.count) }

    /// Adds one, which has no fields to be kept.
    func append(_ resource: DossierResource) throws(Status) {
        let bytes = JSONValue(members: [
            ("id", .string(resource.id)), ("line", .number("\(resource.place.line)")),
            ("column", .number("\(resource.place.column)")), ("fields", resource.fields),
        ]).encode()
        places[resource.kind, default: []].append(size..<size + bytes.count)
        size += bytes.count
        tail += bytes
        if tail.count >= Limits.importPieceBytes { try flush() }
    }

    /// Gives those of a kind, in the order in which they came.
    func read(_ kind: ResourceKind, _ body: (DossierResource) async throws(Status) -> Void) async throws(Status) {
        try flush()
        for place in places[kind] ?? [] {
            let value = try JSONValue(parsing: try file.read(at: place.lowerBound, count: place.count))
            let line = Place(line: value["line"]?.count ?? 0, column: value["column"]?.count ?? 0)
            let fields = value["fields"] ?? .object([])
            try await body(DossierResource(kind, id: value["id"]?.text ?? "", fields: fields, place: line))
        }
    }

    private func flush() throws(Status) {
        try file.append(tail, tail.count)
        tail.removeAll(keepingCapacity: true)
    }
}
