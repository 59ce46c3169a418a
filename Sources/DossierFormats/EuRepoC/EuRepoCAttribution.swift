import DossierWire

/// One attribution, as its rows give it: a statement for each of those who speak, of one utterance.
struct EuRepoCAttribution {
    private(set) var thing: EuRepoCThing

    private let key: String
    private let incident: String
    /// Its attribution_ID.
    private let number: String
    /// What its statements are called by: its number, or its key where that is another's, too.
    private let id: String
    private let rows: [EuRepoCRow]
    private let initiators: EuRepoCInitiators
    private let bases: [String]
    private let types: [String]

    private static let contested = "Contested attribution"

    init(key: String, incident: String, number: String, id: String, _ rows: [EuRepoCRow]) {
        (self.key, self.incident, self.number, self.id, self.rows) = (key, incident, number, id, rows)
        thing = EuRepoCThing(source: EuRepoCAttributions.source.name, place: rows[0].place)
        initiators = EuRepoCInitiators(
            entries: rows.map {
                .init(
                    name: $0["attributed_initiator"],
                    country: $0["attributed_initiator_country"],
                    category: $0["attributed_initiator_category"]
                )
            },
            isCrossed: true
        )
        bases = rows.compactMap { $0["attribution_basis"] }.unique
        types = rows.compactMap { $0["attribution_type"] }.unique
    }

    mutating func read() throws(EuRepoCRow.Fault) {
        let said = try rows[0].date("attribution_date")
        let speakers = self.speakers
        let claimants = speakers.isEmpty && isClaim ? initiators.named : speakers.filter(isInitiator)
        let others = speakers.filter { !isInitiator($0) }
        // Of several it is the speaker who tells which statement is meant: their order is not theirs.
        func statementID(_ speaker: EuRepoCActor) -> String {
            claimants.count + others.count > 1 ? "\(id)-\(speaker.text)" : id
        }
        for speaker in claimants { state(statementID(speaker), by: speaker, isClaim: true, said) }
        for speaker in others { state(statementID(speaker), by: speaker, isClaim: false, said) }
        // Nobody is named: it is EuRepoC that says so.
        if claimants.isEmpty, others.isEmpty { state(id, by: nil, isClaim: false, said) }
        for basis in bases where basis != Self.contested && Self.basis(basis) == nil {
            thing.leaveOut("attribution_basis", "is no basis that is known")
        }
    }

    /// One statement, and that it is contested.
    private mutating func state(
        _ statementID: String,
        by speaker: EuRepoCActor?,
        isClaim: Bool,
        _ said: EuRepoCDate?
    ) {
        let speakerName = speaker.map { thing.add($0) }
        let accused = isClaim ? [] : initiators.accused.map { thing.add($0) }
        let state = isClaim || speaker == nil ? nil : self.state.map { thing.add($0) }
        let name = thing.add(
            statement: statementID,
            isClaim ? "CLAIMS" : accused.isEmpty ? "REPORTS" : "ATTRIBUTES",
            by: speakerName,
            reference: key,
            at: "attribution_ID \(number)",
            [
                "labels": .list(labels(state == nil)), "on_behalf_of": state.map(JSONValue.string), "said": said?.time,
                "channel": channel.map(JSONValue.string), "utterance": .string(EuRepoC.resourceID(id)),
                "about": .array([.about(EuRepoC.incident(incident))]), "target_actors": .list(accused),
                "basis": bases.lazy.compactMap(Self.basis).first.map(JSONValue.string),
            ]
        )
        guard bases.contains(Self.contested) else { return }
        _ = thing.add(
            statement: "\(statementID)-contested",
            "ASSESSES",
            by: nil,
            reference: key,
            at: "attribution_ID \(number), attribution_basis",
            [
                "about": .array([.about(name)]),
                "assessment": .fields(["dimension": .string("attribution"), "value": .string("contested")]),
            ]
        )
    }

    /// Those who are named as speaking; where none is, the company, else the country.
    private var speakers: [EuRepoCActor] {
        for column in ["attributing_actor", "attribution_it_company"] {
            let names = rows.compactMap { $0[column] }.unique
            if !names.isEmpty { return names.map(EuRepoCActor.init(named:)) }
        }
        return countries.map(EuRepoCActor.init(country:))
    }

    private var countries: [String] { rows.compactMap { $0["attributing_country"] }.unique }

    /// In whose name they speak: the one state, where it is a state's organ that speaks.
    private var state: EuRepoCActor? {
        let isOfState =
            bases.contains("Attribution by receiver government / state entity")
            || types.contains { $0.hasPrefix("Political statement") || $0 == "Domestic legal action" }
        guard isOfState, countries.count == 1, let country = countries.first else { return nil }
        let actor = EuRepoCActor(country: country)
        return speakers.contains { $0.name == actor.name } ? nil : actor
    }

    private var isClaim: Bool { bases == ["Attacker confirms"] }

    private func isInitiator(_ speaker: EuRepoCActor) -> Bool { initiators.named.contains { $0.name == speaker.name } }

    /// What the row says beside that.
    private func labels(_ withCountry: Bool) -> [JSONValue] {
        let columns = [
            "attribution_type", "attribution_basis", "attributed_initiator_country", "attributed_initiator_category",
        ]
        return (columns + (withCountry ? ["attributing_country"] : [])).flatMap { column in
            rows.compactMap { $0[column] }.unique.map { .label(column, $0) }
        }
    }

    /// A value of `dossier.v1.Channel`.
    private var channel: String? {
        guard types.count == 1, let type = types.first else { return nil }
        if type.hasPrefix("Technical report") { return "CHANNEL_REPORT" }
        return type.contains("media report") || type.hasPrefix("Media report") ? "CHANNEL_MEDIA" : "CHANNEL_OTHER"
    }

    /// A value of `dossier.v1.Basis`.
    private static func basis(_ text: String) -> String? {
        switch text {
        case "Attribution by receiver government / state entity": "BASIS_RECEIVER_GOVERNMENT"
        case "Receiver attributes attacker": "BASIS_RECEIVER"
        case "Attribution by third-party": "BASIS_THIRD_PARTY"
        case "Attribution by international organization": "BASIS_INTERNATIONAL_ORGANISATION"
        case "Attribution by EU institution/agency": "BASIS_EU_INSTITUTION"
        case "IT-security community attributes attacker": "BASIS_IT_SECURITY"
        case "Media-based attribution": "BASIS_MEDIA"
        case "Attacker confirms": "BASIS_ATTACKER_CONFIRMS"
        default: nil
        }
    }
}
