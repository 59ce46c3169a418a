import DossierClient
import DossierWire

/// Filters whose meaning the model knows by itself.
enum Condition: CaseIterable {
    case any, red, notRed, labelled, leakOrView

    /// As a request says it.
    var filter: String {
        switch self {
        case .any: ""
        case .red: "tlp = RED"
        case .notRed: "NOT tlp = RED"
        case .labelled: "labels:*"
        case .leakOrView: "leak OR ubersicht"
        }
    }

    /// Whether a version passes.
    func holds(_ resource: JSONValue) -> Bool {
        switch self {
        case .any: true
        case .red: resource["tlp"]?.text == "TLP_RED"
        case .notRed: resource["tlp"]?.text != "TLP_RED"
        case .labelled: resource["labels"] != nil
        case .leakOrView: Self.says("leak", resource) || Self.says("Übersicht", resource)
        }
    }

    /// Whether a word stands in the texts that a search looks at.
    static func says(_ word: String, _ resource: JSONValue) -> Bool {
        let texts = ["title", "displayName", "summary"].compactMap { resource[$0]?.text }
        let labels = resource.elements("labels").compactMap { $0["value"]?.text }
        return (texts + labels).contains { $0.split(separator: " ").contains(Substring(word)) }
    }
}

extension Model {
    /// The version before one.
    func version(before version: Version) -> Version? {
        let place = histories[version.name]?.firstIndex { $0.sequence == version.sequence } ?? 0
        return place > 0 ? histories[version.name]?[place - 1] : nil
    }

    /// What a watch with a filter tells of.
    func feed(_ kind: ResourceKind, _ condition: Condition) -> [Version] {
        let all = feeds[kind] ?? []
        if condition == .any { return all }
        return all.filter { version in
            condition.holds(version.resource)
                || self.version(before: version).map { condition.holds($0.resource) } ?? false
        }
    }
}
