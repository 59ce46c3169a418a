import DossierClient
import DossierCore
import DossierWire

/// Reads bundles of STIX 2.1 and 2.0, by the rules of docs/import.md.
public final class STIXReader: ImportReader {
    let survey: BundleSurvey

    /// Surveys a file. Blocks.
    /// - Throws: INVALID_ARGUMENT when it is no bundle.
    public init(_ file: ImportFile) throws(Status) { survey = try BundleSurvey(file) }

    /// Nearly: of statements those are counted as well that turn out to be about nothing.
    public var counts: [ResourceKind: Int] {
        var counts: [ResourceKind: Int] = [:]
        for entry in survey.entries {
            if let kind = entry.role.kind, entry.role != .statement { counts[kind, default: 0] += 1 }
        }
        counts[.statements, default: 0] += survey.joins.statements
        counts[.sources, default: 0] += survey.joins.speakers.count
        if hasUnknownAuthor { counts[.actors, default: 0] += 1 }
        return counts
    }

    /// Of opinions, notes and relationships once they have been read.
    public var tally: ImportTally { survey.tally }

    /// What is wrong with the bundle from the beginning, what is left out once it has been read.
    public var remarks: ImportRemarks { survey.remarks }

    /// In the order of the file; first what it does not say itself: who speaks where nobody is named, and where.
    public func read(
        _ kind: ResourceKind,
        _ body: (DossierResource) async throws(Status) -> Void
    ) async throws(Status) {
        if kind == .actors, hasUnknownAuthor { try await body(BundleActors.unknownAuthor) }
        if kind == .sources {
            for source in try authorsSources() { try await body(source) }
        }
        for index in survey.entries.indices {
            for resource in try resources(index, kind) { try await body(resource) }
        }
    }

    private var hasUnknownAuthor: Bool { survey.joins.speakers.contains("") }

    /// The resources of a kind that one object becomes.
    func resources(_ index: Int, _ kind: ResourceKind) throws(Status) -> [DossierResource] {
        let entry = survey.entries[index]
        guard entry.role.gives(kind) else { return [] }
        let object = try survey.object(index)
        switch (entry.role, kind) {
        case (.actor, .actors): return [BundleActors(survey: survey).actor(object, Int32(index))]
        case (.source, .sources): return [try BundleSources(survey: survey).source(object)]
        case (.incident, .incidents): return [try BundleIncidents(survey: survey).incident(object, Int32(index))]
        case (.actor, .statements), (.incident, .statements), (.statement, .statements):
            return try BundleStatements(survey: survey).statements(object)
        default:
            guard let recorded = object.recorded,
                case .resource(let resource) = RecordedJSON.read(recorded, at: object.place)
            else { return [] }
            return [resource]
        }
    }

    private func authorsSources() throws(Status) -> [DossierResource] {
        var sources: [DossierResource] = []
        for author in survey.joins.speakers.sorted() {
            let place = survey.places[author.hashValue] ?? -1
            let object = place < 0 ? nil : try survey.object(Int(place))
            sources.append(try BundleSources(survey: survey).source(of: author, object))
        }
        return sources
    }
}

extension BundleSurvey.Role {
    /// The kind of the resource that the object is; nil: it is part of another's.
    var kind: ResourceKind? {
        switch self {
        case .actor, .ourActor: .actors
        case .source, .ourSource: .sources
        case .incident, .ourIncident: .incidents
        case .statement, .ourStatement: .statements
        case .folded, .nothing: nil
        }
    }

    /// Whether a resource of a kind can come of it.
    func gives(_ kind: ResourceKind) -> Bool {
        self.kind == kind || kind == .statements && (self == .actor || self == .incident)
    }
}
