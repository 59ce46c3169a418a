import DossierClient
import DossierCore
import DossierWire

/// Some resources with all that they refer to, in memory.
struct Surroundings {
    private let reader: RecordReader
    /// By name.
    private(set) var found: [String: JSONValue] = [:]

    init(_ reader: RecordReader) { self.reader = reader }

    /// An incident, what is said about it and answers that, and all that these refer to.
    /// - Throws: NOT_FOUND when there is no such incident; RESOURCE_EXHAUSTED past `Limits.exportedSurroundings`.
    static func of(incident: String, _ reader: RecordReader) async throws(Status) -> [String: JSONValue] {
        var surroundings = Surroundings(reader)
        try surroundings.add([try await reader.get(incident, .incidents)])
        try await surroundings.gatherAnswers(to: [incident])
        try await surroundings.close()
        return surroundings.found
    }

    /// What matches, and all that it refers to.
    /// - Throws: RESOURCE_EXHAUSTED past `Limits.exportedSurroundings`.
    static func of(
        _ kind: ResourceKind,
        filter: String,
        search: String,
        _ reader: RecordReader
    ) async throws(Status) -> [String: JSONValue] {
        var surroundings = Surroundings(reader)
        var pages = reader.pages(of: kind, filter: filter, search: search)
        while let page = try await pages.next() { try surroundings.add(page) }
        try await surroundings.close()
        return surroundings.found
    }

    /// Statements about these or linking them, those about the statements, and so on.
    private mutating func gatherAnswers(to subjects: [String]) async throws(Status) {
        var waiting = subjects[...]
        while !waiting.isEmpty {
            let some = waiting.prefix(Limits.exportedSubjects)
            waiting = waiting.dropFirst(some.count)
            let filter = some.map { "about.name = \($0) OR link.from = \($0) OR link.to = \($0)" }
            var pages = reader.pages(of: .statements, filter: filter.joined(separator: " OR "))
            while let page = try await pages.next() { waiting += try add(page) }
        }
    }

    /// Whatever is referred to.
    private mutating func close() async throws(Status) {
        var waiting = Array(found.values)
        while !waiting.isEmpty {
            var names: [ResourceKind: Set<String>] = [:]
            for resource in waiting {
                guard let kind = ResourceKind(ofName: resource["name"]?.text ?? "") else { continue }
                for name in ReferencePath.names(in: resource, kind) where found[name] == nil {
                    if let kind = ResourceKind(ofName: name) { names[kind, default: []].insert(name) }
                }
            }
            waiting = []
            for (kind, names) in names {
                let resources = try await reader.get(names.sorted(), kind)
                try add(resources)
                waiting += resources
            }
        }
    }

    /// - Returns: the names of those that are new.
    @discardableResult private mutating func add(_ resources: [JSONValue]) throws(Status) -> [String] {
        var names: [String] = []
        for resource in resources {
            guard let name = resource["name"]?.text, found.updateValue(resource, forKey: name) == nil else { continue }
            names.append(name)
        }
        guard found.count <= Limits.exportedSurroundings else {
            throw Status(
                .resourceExhausted,
                "what is asked for is more than \(Limits.exportedSurroundings) resources with all that it refers to; "
                    + "export the whole record, or narrow it with a filter"
            )
        }
        return names
    }
}

extension ResourceKind {
    /// Of "incidents/x".
    init?(ofName name: String) { self.init(rawValue: String(name.prefix { $0 != "/" })) }
}
