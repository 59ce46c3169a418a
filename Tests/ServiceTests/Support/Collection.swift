import Testing

/// One of the four collections: what its methods and fields are called, and the least that it takes.
struct Collection: Sendable, CustomTestStringConvertible {
    /// "Incident".
    let singular: String
    /// "dossier.v1.Incidents".
    let service: String
    /// The least that can be recorded.
    let sample: JSON
    /// A text field of it, to tell revisions apart.
    let title: String
    /// A field of it that is a time.
    var time: String?

    static let incidents = Collection(
        singular: "Incident",
        service: "dossier.v1.Incidents",
        sample: ["title": "An outage"],
        title: "title",
        time: "occurred"
    )
    static let actors = Collection(
        singular: "Actor",
        service: "dossier.v1.Actors",
        sample: ["displayName": "A ministry"],
        title: "displayName"
    )
    static let statements = Collection(
        singular: "Statement",
        service: "dossier.v1.Statements",
        sample: ["speaker": "actors/speaker", "kind": "STATEMENT_KIND_REPORTS"],
        title: "purposeClaimed",
        time: "said"
    )
    static let sources = Collection(
        singular: "Source",
        service: "dossier.v1.Statements",
        sample: ["title": "A report"],
        title: "title",
        time: "published"
    )
    static let all = [incidents, actors, statements, sources]

    /// "Incidents".
    var plural: String { singular + "s" }
    /// "incident": the field of a request, and the beginning of paths.
    var field: String { singular.lowercased() }
    /// "incidents": the field of a reply, and the beginning of names.
    var items: String { field + "s" }

    /// "dossier.v1.Incidents/CreateIncident" of "Create".
    func method(_ verb: String) -> String { "\(service)/\(verb)\(singular)" }
    /// "dossier.v1.Incidents/ListIncidents" of "List".
    func methods(_ verb: String) -> String { "\(service)/\(verb)\(plural)" }

    /// The sample with another title.
    func titled(_ text: String) -> JSON {
        var fields = sample
        fields[title] = JSON(text)
        return fields
    }

    var testDescription: String { items }
}
