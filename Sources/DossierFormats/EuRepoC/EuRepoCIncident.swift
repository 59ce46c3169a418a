import DossierCore
import DossierWire

/// One incident, as its row gives it: what happened, and what EuRepoC says of it.
struct EuRepoCIncident {
    private(set) var thing: EuRepoCThing

    private let id: String
    private let row: EuRepoCRow

    private static let severalAtOnePlace = "has several texts at one place; the first is taken"

    init(id: String, _ row: EuRepoCRow) {
        (self.id, self.row) = (id, row)
        thing = EuRepoCThing(source: EuRepoCIncidents.source.name, place: row.place)
    }

    /// - Throws: when a cell that holds a number, a date or a list holds something else.
    mutating func read() throws(EuRepoCRow.Fault) {
        for column in ["number_of_attributions", "number_of_political_responses", "number_of_legal_responses"] {
            _ = try row.number(column)
        }
        guard let title = row["name"] else { throw EuRepoCRow.Fault(column: "name", reason: "is empty") }
        if title.count > Limits.titleCharacters {
            thing.leaveOut("name", "has more than \(Limits.titleCharacters) characters; the title ends there")
        }
        let addresses = try row.list("sources_url").flatMap(\.texts)
        thing.add(
            incident: id,
            .fields([
                "external_refs": .list(
                    [.reference(EuRepoC.collection, id: id)] + addresses.unique.map(JSONValue.reference(address:))
                ),
                "labels": .list(try labels()),
                "title": .string(String(title.prefix(Limits.titleCharacters))),
                "summary": row.text("description").map(JSONValue.string),
                "occurred": try occurred(),
                "types": .list(types()),
                "victims": .list(try victims()),
            ])
        )
        try settled()
        assessments()
        var responses = EuRepoCResponses(id: id, row)
        try responses.read(&thing)
    }

    private mutating func occurred() throws(EuRepoCRow.Fault) -> JSONValue? {
        let start = try row.date("start_date", firstDayIsMonth: true)
        let end = try row.date("end_date", firstDayIsMonth: true)
        if start != nil, end != nil, EuRepoCDate.interval(start, end) == nil {
            thing.leaveOut("end_date", "lies before start_date")
            return EuRepoCDate.interval(start, nil)
        }
        return EuRepoCDate.interval(start, end)
    }

    private mutating func types() -> [String] {
        row.parts("incident_type").compactMap { text in
            let type = Self.type(text)
            if type == nil { thing.leaveOut("incident_type", "is no type that is known") }
            return type
        }
    }

    /// The codings that have no field, under the names of their columns.
    private func labels() throws(EuRepoCRow.Fault) -> [JSONValue] {
        var labels: [JSONValue] = []
        for column in EuRepoCIncidents.labels {
            let isList = row.raw(column).hasPrefix("[")
            let values =
                isList ? try row.list(column).flatMap(\.texts).compactMap { EuRepoCRow.said($0) } : row.parts(column)
            labels += values.unique.map { .label(column, $0) }
        }
        return labels
    }

    private mutating func victims() throws(EuRepoCRow.Fault) -> [JSONValue] {
        let receivers = try EuRepoCReceivers(row)
        if !receivers.areNamed { thing.leaveOut("receiver_name", "has not as many elements as receiver_country") }
        if !receivers.haveOneCountry { thing.leaveOut("receiver_country", Self.severalAtOnePlace) }
        return receivers.all.map { receiver in
            let actor = receiver.isState ? receiver.country.map(EuRepoCActor.init(country:)) : nil
            return .fields([
                "actor": actor.map { .string(thing.add($0)) }, "target_text": receiver.text.map(JSONValue.string),
                "sectors": .list(receiver.sectors),
            ])
        }
    }

    /// Whom EuRepoC holds for the initiator, all attributions weighed.
    private mutating func settled() throws(EuRepoCRow.Fault) {
        let columns = ["initiator_name", "initiator_country", "initiator_category", "initiator_category_subcode"]
        var cells: [[String?]] = []
        for column in columns {
            let places = try row.list(column).map { $0.texts.compactMap { EuRepoCRow.said($0) } }
            if places.contains(where: { $0.count > 1 }) { thing.leaveOut(column, Self.severalAtOnePlace) }
            cells.append(places.map(\.first))
        }
        let accused = try Self.initiators(cells[0], cells[1], cells[2]).accused
        guard !accused.isEmpty else { return }
        let labels = zip(columns, cells).dropFirst().flatMap { column, values in
            values.compactMap(\.self).unique.map { JSONValue.label(column, $0) }
        }
        _ = thing.add(
            statement: "\(id)-settled",
            "ATTRIBUTES",
            by: nil,
            reference: id,
            at: "ID \(id), initiator_name",
            [
                "labels": .list([.label("attribution", "settled")] + labels),
                "about": .array([.about(EuRepoC.incident(id))]),
                "target_actors": .list(accused.map { thing.add($0) }),
            ]
        )
    }

    /// What stands at one place in each list belongs together, where they are of one length.
    private static func initiators(
        _ names: [String?],
        _ countries: [String?],
        _ categories: [String?]
    ) throws(EuRepoCRow.Fault) -> EuRepoCInitiators {
        let given = [names, countries, categories].filter { !$0.isEmpty }
        if Set(given.map(\.count)).count <= 1 {
            let entries = (0..<(given.first?.count ?? 0)).map { index in
                EuRepoCInitiators.Entry(
                    name: names.isEmpty ? nil : names[index],
                    country: countries.isEmpty ? nil : countries[index],
                    category: categories.isEmpty ? nil : categories[index]
                )
            }
            return EuRepoCInitiators(entries: entries, isCrossed: false)
        }
        func some(_ values: [String?]) -> [String?] { values.isEmpty ? [nil] : values }
        // Each list has a row's bytes at most, so that this cannot overflow.
        let count = [names, countries, categories].reduce(1) { $0 * some($1).count }
        guard count <= Limits.listElements else {
            let reason = "with its country and category has \(count) combinations, more than \(Limits.listElements)"
            throw EuRepoCRow.Fault(column: "initiator_name", reason: reason)
        }
        let entries = some(names).flatMap { name in
            some(countries).flatMap { country in
                some(categories).map { EuRepoCInitiators.Entry(name: name, country: country, category: $0) }
            }
        }
        return EuRepoCInitiators(entries: entries, isCrossed: true)
    }

    private mutating func assessments() {
        for column in EuRepoCIncidents.assessments {
            let values = row.parts(column).unique.filter { $0 != "none" }
            guard !values.isEmpty else { continue }
            _ = thing.add(
                statement: "\(id)-\(column.lowercased().replacing("_", with: "-"))",
                "ASSESSES",
                by: nil,
                reference: id,
                at: "ID \(id), \(column)",
                [
                    "about": .array([.about(EuRepoC.incident(id))]),
                    "assessment": .fields([
                        "dimension": .string(column), "value": .string(values.joined(separator: "; ")),
                    ]),
                    "quantities": column == "economic_impact" ? damage() : nil,
                ]
            )
        }
    }

    /// What it has cost; 0 stands where that is not known.
    private func damage() -> JSONValue? {
        guard let text = row["economic_impact_exact_value"], let value = Double(text), value > 0, value.isFinite else {
            return nil
        }
        return .array([
            .fields([
                "of": .string("economic damage"), "text": .string(text), "minimum": .number("\(value)"),
                "maximum": .number("\(value)"), "unit": row["economic_impact_currency"].map(JSONValue.string),
            ])
        ])
    }

    /// A value of `dossier.v1.IncidentType`.
    private static func type(_ text: String) -> String? {
        switch text {
        case "Disruption": "INCIDENT_TYPE_DISRUPTION"
        case "Data theft": "INCIDENT_TYPE_DATA_THEFT"
        case "Data theft & Doxing": "INCIDENT_TYPE_DATA_THEFT_DOXING"
        case "Hijacking with Misuse": "INCIDENT_TYPE_HIJACKING_WITH_MISUSE"
        case "Hijacking without Misuse": "INCIDENT_TYPE_HIJACKING_WITHOUT_MISUSE"
        case "Ransomware": "INCIDENT_TYPE_RANSOMWARE"
        default: nil
        }
    }
}
