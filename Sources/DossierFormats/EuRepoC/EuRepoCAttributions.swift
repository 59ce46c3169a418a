import DossierClient
import DossierCore
import DossierWire

/// The table of attributions. One takes a row for each combination of its values: of those who speak, of those who are
/// accused, of what that rests on.
struct EuRepoCAttributions: EuRepoCTable {
    static let required = ["incident_ID", "attribution_ID", "attributed_initiator"]
    static let known: Set<String> = [
        "incident_ID", "attribution_ID", "attribution_date", "attribution_type", "attribution_basis",
        "attributing_actor", "attribution_it_company", "attributing_country", "attributed_initiator",
        "attributed_initiator_country", "attributed_initiator_category",
    ]
    static let source = EuRepoC.source("eurepoc-attributions", "EuRepoC: attributions")
    static let hasThingsOfManyRows = true

    /// By attribution_ID: the lowest of the incidents that it stands with.
    private var incidents: [String: Int] = [:]

    /// Nil: these are not its columns.
    init?(_ table: CSVTable) {
        guard Self.required.allSatisfy({ table.index($0) != nil }) else { return nil }
    }

    func key(_ row: EuRepoCRow) throws(EuRepoCRow.Fault) -> String {
        guard let incident = try row.number("incident_ID") else {
            throw EuRepoCRow.Fault(column: "incident_ID", reason: "is empty")
        }
        return "\(incident)/\(try row.number("attribution_ID").map(String.init) ?? "")"
    }

    mutating func note(_ key: String) {
        guard let (incident, number) = Self.ids(key) else { return }
        incidents[number] = min(incidents[number] ?? incident, incident)
    }

    func thing(_ key: String, _ rows: [EuRepoCRow]) throws(EuRepoCRow.Fault) -> EuRepoCThing? {
        for row in rows { _ = try row.date("attribution_date") }
        let saysNothing = rows.allSatisfy { row in Self.known.allSatisfy { $0.hasSuffix("_ID") || row[$0] == nil } }
        guard let (incident, number) = Self.ids(key), !saysNothing else { return nil }
        // A newer edition numbers incidents on: what an older one has keeps its name.
        let id = incidents[number] ?? incident == incident ? number : key
        var attribution = EuRepoCAttribution(key: key, incident: "\(incident)", number: number, id: id, rows)
        try attribution.read()
        return attribution.thing
    }

    /// Nil: there is no attribution_ID.
    private static func ids(_ key: String) -> (incident: Int, number: String)? {
        let ids = key.split(separator: "/")
        guard ids.count == 2, let incident = Int(ids[0]) else { return nil }
        return (incident, String(ids[1]))
    }
}
