import DossierWire

/// What was said and done about an incident, politically and by law: a measure for each, with who and when.
///
/// The table has no ids of them. What one is tells which it is; where they stand changes with each edition.
struct EuRepoCResponses {
    private let id: String
    private let row: EuRepoCRow
    /// How often each id was made.
    private var ids: [String: Int] = [:]

    init(id: String, _ row: EuRepoCRow) { (self.id, self.row) = (id, row) }

    /// Adds them.
    mutating func read(_ thing: inout EuRepoCThing) throws(EuRepoCRow.Fault) {
        for prefix in ["political_response", "legal_response"] {
            let columns = ["date", "type", "type_subcode", "country", "actor"].map { "\(prefix)_\($0)" }
            let cells = columns.map(row.places)
            let count = cells[1].count
            guard cells.contains(where: { !$0.isEmpty }) else { continue }
            guard count > 0, cells.allSatisfy({ [0, count].contains($0.count) }) else {
                thing.leaveOut("\(prefix)_type", "has not as many parts as the other columns of the responses")
                continue
            }
            for index in 0..<count {
                let values = cells.map { $0.isEmpty ? nil : $0[index] }
                try add(prefix, index + 1, values, to: &thing)
            }
        }
    }

    private mutating func add(_ prefix: String, _ number: Int, _ values: [String?], to thing: inout EuRepoCThing)
        throws(EuRepoCRow.Fault)
    {
        let date = try values[0].map { text throws(EuRepoCRow.Fault) in
            guard let date = EuRepoCDate(text) else {
                throw EuRepoCRow.Fault(column: "\(prefix)_date", reason: "is no date; are the columns shifted?")
            }
            return date
        }
        let country = values[3].map(EuRepoCActor.init(country:))
        guard values[1] != nil || values[2] != nil, let speaker = values[4].map(EuRepoCActor.init(named:)) ?? country
        else { return thing.leaveOut("\(prefix)_type", "says not what was done, or not by whom") }
        let speakerName = thing.add(speaker)
        let state = values[4] == nil ? nil : country.map { thing.add($0) }
        let words = [values[1], values[2]].compactMap(\.self).joined(separator: ": ")
        _ = thing.add(
            statement: statementID(prefix, [values[4], values[3], date?.text, values[1], values[2]]),
            "ANNOUNCES_MEASURE",
            by: speakerName,
            reference: id,
            at: "ID \(id), \(prefix) \(number)",
            text: words,
            [
                "on_behalf_of": state.map(JSONValue.string), "said": date?.time,
                "about": .array([.about(EuRepoC.incident(id))]),
                "measure": .fields(["type": .string(Self.type(values[2])), "decided_by": .string(state ?? speakerName)]
                ),
            ]
        )
    }

    /// From all that the table says of a response; of those that are alike in all of it a second one has "-2".
    private mutating func statementID(_ prefix: String, _ values: [String?]) -> String {
        let told = values.map { $0 ?? "" }.joined(separator: "; ")
        let statementID = "\(id)-\(prefix.prefix { $0 != "_" })-\(told)"
        let count = ids[statementID, default: 0] + 1
        ids[statementID] = count
        return count == 1 ? statementID : "\(statementID)-\(count)"
    }

    /// A value of `dossier.v1.MeasureType`.
    private static func type(_ subcode: String?) -> String {
        switch subcode {
        case "Economic sanctions": "MEASURE_TYPE_SANCTIONS"
        case "Severance of diplomatic relations": "MEASURE_TYPE_SEVERANCE_OF_RELATIONS"
        case "Awareness raising": "MEASURE_TYPE_WARNING"
        default: "MEASURE_TYPE_OTHER"
        }
    }
}
