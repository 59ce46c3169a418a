import DossierClient
import DossierCore
import DossierWire

/// Writes a STIX 2.1 bundle.
///
/// An actor becomes an identity, a threat-actor or an intrusion-set, an incident an incident, a source a report; a
/// statement becomes the relationships that it asserts, an opinion on the statements that it answers, or a note. The whole
/// resource travels in an extension of its object. In memory it keeps 24 bytes for each statement, so that reports can
/// name those that appear in them, and what is assessed of incidents.
public struct STIXWriter: ExportWriter {
    /// Incidents and sources come last: their objects tell of the statements about them and in them.
    public let kinds: [ResourceKind] = [.actors, .statements, .incidents, .sources]
    /// What ids and references are made of.
    public let lookups: [ResourceKind: [String]]
    private let title: String
    private var isFirst = true
    private var markings: Set<TLP> = []
    private var countries: Set<String> = []
    private var contents = STIXContents()

    /// - Parameter title: what is exported, in one word; the bundle's id follows from it and from the transaction.
    public init(title: String = "record") {
        self.title = title
        lookups = STIXID.fields.merging([
            .actors: STIXID.fields[.actors]! + ["display_name"],
            .sources: STIXID.fields[.sources]! + ["title", "url"],
        ]) { $1 }
    }

    /// The bundle's head, and what describes the extension.
    public mutating func begin(sequence: UInt64, to output: inout [UInt8]) {
        output += #"{"type":"bundle","id":"\#(STIXID.own("bundle", "\(title)@\(sequence)"))","objects":["#.utf8
        for object in STIXExtension.objects { write(object, to: &output) }
    }

    /// Its object, and those beside it.
    public mutating func write(
        _ resource: ExportedResource,
        beside others: [String: JSONValue],
        to output: inout [UInt8]
    ) {
        let marking = TLP(of: resource.fields)
        if markings.insert(marking).inserted { write(TLPMarking.object(of: marking), to: &output) }
        switch resource.kind {
        case .actors:
            let actor = STIXActor(resource)
            let isNew = actor.country.map { countries.insert($0).inserted } ?? false
            for object in actor.objects(withLocation: isNew) { write(object.json, to: &output) }
        case .statements:
            let statement = STIXStatement(resource, STIXNames(others))
            for object in statement.objects { write(object.json, to: &output) }
            contents.add(resource, id: statement.id)
        case .incidents:
            let incident = STIXIncident(resource, STIXNames(others), contents.assessments(of: resource.name))
            for object in incident.objects { write(object.json, to: &output) }
        case .sources:
            let report = STIXReport(resource, STIXNames(others), contents.statements(in: resource.name))
            write(report.object.json, to: &output)
        }
    }

    /// The bundle's end.
    public mutating func end(to output: inout [UInt8]) { output += "\n]}\n".utf8 }

    private mutating func write(_ object: JSONValue, to output: inout [UInt8]) {
        output += isFirst ? "\n".utf8 : ",\n".utf8
        isFirst = false
        output += object.encode()
    }
}
