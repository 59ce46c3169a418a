import DossierCore
import DossierWire

/// What a statement is in STIX.
enum STIXForm {
    /// `attributed-to` from each incident to each accused.
    case relationships(incidents: [String], accused: [String])
    /// Agreement with statements, or disagreement.
    case opinion(String, on: [String])
    /// Anything else that is said.
    case note

    /// Follows from the statement's kind, and from whom and what it is about.
    init(of statement: JSONValue) {
        let kind = statement["kind"]?.text ?? ""
        let about = statement.elements("about").filter { $0["candidate"] != .bool(true) }.compactMap {
            $0["name"]?.text
        }
        let answered = about.filter { $0.hasPrefix("statements/") }
        if let opinion = Self.opinions[kind], !answered.isEmpty {
            self = .opinion(opinion, on: answered)
            return
        }
        let incidents = about.filter { $0.hasPrefix("incidents/") }
        let accused = Self.accused(statement, kind)
        let count = incidents.count * accused.count
        self =
            Self.attributing.contains(kind) && (1...Limits.exportedRelationships).contains(count)
            ? .relationships(incidents: incidents, accused: accused) : .note
    }

    /// Of the object.
    var type: String {
        switch self {
        case .relationships: "relationship"
        case .opinion: "opinion"
        case .note: "note"
        }
    }

    private static let attributing: Set<String> = [
        "STATEMENT_KIND_ATTRIBUTES", "STATEMENT_KIND_CLAIMS", "STATEMENT_KIND_CORROBORATES",
    ]

    private static let opinions = [
        "STATEMENT_KIND_DENIES": "strongly-disagree", "STATEMENT_KIND_REJECTS": "strongly-disagree",
        "STATEMENT_KIND_DOUBTS": "disagree", "STATEMENT_KIND_CORROBORATES": "agree",
    ]

    /// Who claims an incident and names nobody means himself.
    private static func accused(_ statement: JSONValue, _ kind: String) -> [String] {
        let named = statement.elements("targetActors").compactMap(\.text)
        guard named.isEmpty, kind == "STATEMENT_KIND_CLAIMS" else { return named }
        return (statement["onBehalfOf"] ?? statement["speaker"])?.text.map { [$0] } ?? []
    }
}
