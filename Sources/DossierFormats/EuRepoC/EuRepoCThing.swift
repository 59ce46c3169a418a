import DossierClient
import DossierCore
import DossierWire
import DossierYAML

/// What an incident, or an attribution, of a table becomes.
struct EuRepoCThing {
    private(set) var actors: [DossierResource] = []
    private(set) var incident: DossierResource?
    private(set) var statements: [DossierResource] = []
    /// Columns of which something has no place in the record, and why.
    private(set) var leftOut: [EuRepoCRow.Fault] = []

    /// The table that it stands in.
    let source: String
    let place: Place

    init(source: String, place: Place) { (self.source, self.place) = (source, place) }

    /// Those of a kind.
    func resources(_ kind: ResourceKind) -> [DossierResource] {
        switch kind {
        case .actors: actors
        case .sources: []
        case .incidents: incident.map { [$0] } ?? []
        case .statements: statements
        }
    }

    /// Notes what has no place in the record.
    mutating func leaveOut(_ column: String, _ reason: String) { leftOut.append(.init(column: column, reason: reason)) }

    /// Adds an actor, and gives its name.
    mutating func add(_ actor: EuRepoCActor) -> String {
        actors.append(actor.resource)
        return actor.name
    }

    mutating func add(incident id: String, _ fields: JSONValue) {
        incident = DossierResource(.incidents, id: EuRepoC.resourceID(id), fields: fields, place: place)
    }

    /// Adds a statement, and gives its name.
    /// - Parameters:
    ///   - id: EuRepoC's, or one made of it.
    ///   - speaker: nil: EuRepoC itself, who else passes it on.
    ///   - locator: where it stands in the table.
    mutating func add(
        statement id: String,
        _ kind: String,
        by speaker: String?,
        reference: String,
        at locator: String,
        text: String? = nil,
        _ fields: KeyValuePairs<String, JSONValue?>
    ) -> String {
        let common: JSONValue = .fields([
            "external_refs": .array([.reference(EuRepoC.collection, id: reference)]),
            "speaker": .string(speaker ?? EuRepoC.speaker), "kind": .string("STATEMENT_KIND_\(kind)"),
            "appearances": .array([.narration(source, locator, text: text)]),
            "reported_by": speaker == nil ? nil : .string(EuRepoC.speaker),
        ])
        let members = common.members + JSONValue.fields(fields).members
        let statement = DossierResource(.statements, id: EuRepoC.resourceID(id), fields: .object(members), place: place)
        statements.append(statement)
        return statement.name
    }
}
