import DossierClient
import DossierCore
import DossierWire

/// Reads the record as it stood at one transaction, whatever is written meanwhile.
struct RecordReader: Sendable {
    private let resources: Resources
    /// The transaction; 0 when nothing had been recorded.
    let sequence: UInt64

    /// - Parameter moment: nil: now.
    /// - Throws: OUT_OF_RANGE for a moment that has not come.
    static func open(_ resources: Resources, at moment: RecordMoment?) async throws(Status) -> RecordReader {
        var query = ListQuery()
        query.view = ReadView(fields: ["name"], moment: moment)
        let page = try await resources.page(of: .actors, query, size: 1)
        return RecordReader(resources: resources, sequence: page.sequence ?? 0)
    }

    /// The resources of a kind, by name.
    /// - Parameter fields: of each; empty: all.
    func pages(
        of kind: ResourceKind,
        filter: String = "",
        search: String = "",
        fields: [String] = []
    ) -> RecordPages {
        RecordPages(resources, kind, sequence == 0 ? nil : query(filter, search, fields))
    }

    /// How many there are.
    func count(_ kind: ResourceKind, filter: String = "", search: String = "") async throws(Status) -> Int {
        guard sequence > 0 else { return 0 }
        var query = query(filter, search, ["name"])
        query.counts = true
        return try await resources.page(of: kind, query, size: 1).totalSize ?? 0
    }

    /// One of them.
    /// - Throws: NOT_FOUND, also when it had been deleted.
    func get(_ name: String, _ kind: ResourceKind) async throws(Status) -> JSONValue {
        let missing = Status(.notFound, "\(name) is not in the record as of transaction \(sequence)")
        guard sequence > 0 else { throw missing }
        let resource = try await resources.get(name, kind, ReadView(moment: .sequence(sequence)))
        guard resource["deleteTime"] == nil else { throw missing }
        return resource
    }

    /// Those of these names that are there and in the caller's sight.
    /// - Parameter fields: of each; empty: all.
    func get(_ names: [String], _ kind: ResourceKind, fields: [String] = []) async throws(Status) -> [JSONValue] {
        let view = ReadView(fields: fields, moment: .sequence(sequence))
        var found: [JSONValue] = []
        var parts = [names[...]]
        while let part = parts.popLast() {
            guard !part.isEmpty else { continue }
            guard part.count <= Limits.batchItems else {
                parts += [part.dropFirst(Limits.batchItems), part.prefix(Limits.batchItems)]
                continue
            }
            do throws(Status) {
                found += try await resources.get(Array(part), kind, view)
            } catch {
                // One that is missing fails them all, and a reply has its limit: then the halves are asked for.
                let isOneOfThem = error.code == .notFound || error.code == .resourceExhausted && error.retryDelay == nil
                guard isOneOfThem, part.count > 1 || error.code == .notFound else { throw error }
                if part.count > 1 {
                    let half = part.count / 2
                    parts += [part.dropFirst(half), part.prefix(half)]
                }
            }
        }
        return found
    }

    private func query(_ filter: String, _ search: String, _ fields: [String]) -> ListQuery {
        var query = ListQuery()
        (query.filter, query.search) = (filter, search)
        if !search.isEmpty { query.order = "name" }
        query.view = ReadView(fields: fields, moment: .sequence(sequence))
        return query
    }
}
