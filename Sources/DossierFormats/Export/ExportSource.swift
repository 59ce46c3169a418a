import DossierClient
import DossierCore
import DossierWire

/// Where an export's resources come from; can be read more than once.
enum ExportSource {
    /// Straight from the server; those of a kind that match, or all.
    case record(RecordReader, filter: String = "", search: String = "")
    /// Read already, by name.
    case surroundings([String: JSONValue])

    /// Those of a kind, by name.
    /// - Parameter fields: of each, at least; empty: all.
    func pages(of kind: ResourceKind, fields: [String] = []) -> ExportPages {
        switch self {
        case .record(let reader, let filter, let search):
            .record(reader.pages(of: kind, filter: filter, search: search, fields: fields))
        case .surroundings(let found):
            .one(found.filter { $0.key.hasPrefix("\(kind)/") }.sorted { $0.key < $1.key }.map(\.value))
        }
    }

    /// How many there are of a kind.
    func count(_ kind: ResourceKind) async throws(Status) -> Int {
        switch self {
        case .record(let reader, let filter, let search):
            try await reader.count(kind, filter: filter, search: search)
        case .surroundings(let found): found.keys.count { $0.hasPrefix("\(kind)/") }
        }
    }
}

/// The resources of one kind, page by page.
enum ExportPages {
    case record(RecordPages)
    case one([JSONValue])

    /// Nil after the last one.
    mutating func next() async throws(Status) -> [JSONValue]? {
        switch self {
        case .record(var pages):
            let page = try await pages.next()
            self = .record(pages)
            return page
        case .one(let page):
            self = .one([])
            return page.isEmpty ? nil : page
        }
    }
}
