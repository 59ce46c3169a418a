import DossierCore
import DossierWire

/// One attribution, as its rows give it: a statement for each of those who speak, of one utterance.
struct EuRepoCAttribution {
    private(set) var thing: EuRepoCThing

    private let key: String
    private let incident: String
    /// Its attribution_ID.
    private let number: String
    /// What its statements are called by: its number, or its key where that is the number of another.
    private let id: String
    private let rows: [EuRepoCRow]
    /// Those who are named as initiators.
    private let named: [EuRepoCActor]
    private let accused: [EuRepoCActor]
    /// Those who speak.
    private let speakers: [EuRepoCActor]
    /// In whose name they do.
    private let state: EuRepoCActor?
    private let bases: [String]
    private let types: [String]
    /// The first of the bases that is a value of `dossier.v1.Basis`.
    private let basis: String?
    // Each statement has these: they are made once, so that all of them share one copy.
    private let targets: JSONValue?
    /// What the rows say beside all that.
    private let labels: [JSONValue]
    /// The same with the countries of those who speak.
    private let labelsWithCountries: [JSONValue]

    private static let contested = "Contested attribution"

    init(key: String, incident: String, number: String, id: String, _ rows: [EuRepoCRow]) {
        (self.key, self.incident, self.number, self.id, self.rows) = (key, incident, number, id, rows)
        thing = EuRepoCThing(source: EuRepoCAttributions.source.name, place: rows[0].place)
        let initiators = EuRepoCInitiators(
            entries: rows.map {
                .init(
                    name: $0["attributed_initiator"],
                    country: $0["attributed_initiator_country"],
                    category: $0["attributed_initiator_category"]
                )
            },
            isCrossed: true
        )
        (named, accused) = (initiators.named, initiators.accused)
        speakers = Self.speakers(rows)
        bases = Self.values("attribution_basis", rows)
        types = Self.values("attribution_type", rows)
        state = Self.state(rows, bases, types, speakers)
        basis = bases.lazy.compactMap(Self.basis).first
        targets = .list(accused.map(\.name))
        labels = [
            "attribution_type", "attribution_basis", "attributed_initiator_country", "attributed_initiator_category",
        ].flatMap { Self.labels($0, rows) }
        labelsWithCountries = labels + Self.labels("attributing_country", rows)
    }

    /// - Throws: when a date is none, or its statements hold too much.
    mutating func read() throws(EuRepoCRow.Fault) {
        let said = try rows[0].date("attribution_date")
        let initiators = Set(named.map(\.name))
        let claimants = speakers.isEmpty && isClaim ? named : speakers.filter { initiators.contains($0.name) }
        let others = speakers.filter { !initiators.contains($0.name) }
        try checkSize(statements: max(1, claimants.count + others.count))
        // Of several it is the speaker who tells which statement is meant: their order is not theirs.
        func statementID(_ speaker: EuRepoCActor) -> String {
            claimants.count + others.count > 1 ? "\(id)-\(speaker.text)" : id
        }
        if claimants.isEmpty || !others.isEmpty { accused.forEach { _ = thing.add($0) } }
        for speaker in claimants { state(statementID(speaker), by: speaker, isClaim: true, said) }
        for speaker in others { state(statementID(speaker), by: speaker, isClaim: false, said) }
        // Nobody is named: it is EuRepoC that says so.
        if claimants.isEmpty, others.isEmpty { state(id, by: nil, isClaim: false, said) }
        for basis in bases where basis != Self.contested && Self.basis(basis) == nil {
            thing.leaveOut("attribution_basis", "is no basis that is known")
        }
    }

    /// Each statement has all that the rows say but who speaks.
    private func checkSize(statements: Int) throws(EuRepoCRow.Fault) {
        let shared = JSONValue.array(labelsWithCountries + [targets].compactMap(\.self)).encode().count
        guard statements * shared > Limits.eurepocSharedBytes else { return }
        let reason = "is one of those of one id, which make more than \(Limits.eurepocSharedBytes) bytes"
        throw EuRepoCRow.Fault(column: "row", reason: reason)
    }

    /// One statement, and that it is contested.
    private mutating func state(
        _ statementID: String,
        by speaker: EuRepoCActor?,
        isClaim: Bool,
        _ said: EuRepoCDate?
    ) {
        let speakerName = speaker.map { thing.add($0) }
        let targets = isClaim ? nil : targets
        let state = isClaim || speaker == nil ? nil : self.state.map { thing.add($0) }
        let name = thing.add(
            statement: statementID,
            isClaim ? "CLAIMS" : targets == nil ? "REPORTS" : "ATTRIBUTES",
            by: speakerName,
            reference: key,
            at: "attribution_ID \(number)",
            [
                "labels": .list(state == nil ? labelsWithCountries : labels),
                "on_behalf_of": state.map(JSONValue.string), "said": said?.time,
                "channel": channel.map(JSONValue.string), "utterance": .string(EuRepoC.resourceID(id)),
                "about": .array([.about(EuRepoC.incident(incident))]), "target_actors": targets,
                "basis": basis.map(JSONValue.string),
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
    private static func speakers(_ rows: [EuRepoCRow]) -> [EuRepoCActor] {
        for column in ["attributing_actor", "attribution_it_company"] {
            let names = values(column, rows)
            if !names.isEmpty { return names.map(EuRepoCActor.init(named:)) }
        }
        return values("attributing_country", rows).map(EuRepoCActor.init(country:))
    }

    /// What the rows say in a column, each once.
    private static func values(_ column: String, _ rows: [EuRepoCRow]) -> [String] {
        rows.compactMap { $0[column] }.unique
    }

    private static func labels(_ column: String, _ rows: [EuRepoCRow]) -> [JSONValue] {
        values(column, rows).map { .label(column, $0) }
    }

    /// In whose name they speak: the one state, where it is a state's organ that speaks.
    private static func state(
        _ rows: [EuRepoCRow],
        _ bases: [String],
        _ types: [String],
        _ speakers: [EuRepoCActor]
    ) -> EuRepoCActor? {
        let countries = values("attributing_country", rows)
        let isOfState =
            bases.contains("Attribution by receiver government / state entity")
            || types.contains { $0.hasPrefix("Political statement") || $0 == "Domestic legal action" }
        guard isOfState, countries.count == 1, let country = countries.first else { return nil }
        let actor = EuRepoCActor(country: country)
        return speakers.contains { $0.name == actor.name } ? nil : actor
    }

    private var isClaim: Bool { bases == ["Attacker confirms"] }

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
