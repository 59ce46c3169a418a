import DossierClient
import DossierWire
import TestSupport

/// Random resources that refer to each other, from a small set of names so that they meet.
struct Samples {
    var random: SeededGenerator
    private static let ids = 24

    mutating func number(below count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    mutating func kind() -> ResourceKind { ResourceKind.allCases.randomElement(using: &random)! }

    mutating func condition() -> Condition { Condition.allCases.randomElement(using: &random)! }

    mutating func name(_ kind: ResourceKind) -> String { "\(kind.rawValue)/r\(number(below: Self.ids))" }

    /// What a writer can set, as the server answers it: members in their order, no defaults.
    mutating func fields(_ kind: ResourceKind) -> JSONValue {
        var members: [(String, JSONValue)] = []
        if number(below: 2) == 0 {
            members.append(("labels", .array([object(("key", text()), ("value", text()))])))
        }
        members.append(("tlp", .string(["TLP_CLEAR", "TLP_AMBER", "TLP_RED"][number(below: 3)])))
        switch kind {
        case .actors:
            members.append(("displayName", text()))
            if number(below: 3) == 0 { members.append(("parent", .string(name(.actors)))) }
        case .sources:
            members.append(("title", text()))
        case .incidents:
            members += [("title", text()), ("summary", text())]
            if number(below: 2) == 0 {
                members.append(("victims", .array([object(("actor", .string(name(.actors))))])))
            }
        case .statements:
            members += [("speaker", .string(name(.actors))), ("kind", .string("STATEMENT_KIND_REPORTS"))]
            let about = [ResourceKind.actors, .incidents, .statements][number(below: 3)]
            members.append(("about", .array([object(("name", .string(name(about))))])))
            if number(below: 3) == 0 { members.append(("targetActors", .array([.string(name(.actors))]))) }
            if number(below: 3) == 0 {
                let form = JSONValue.string("APPEARANCE_FORM_DIRECT")
                members.append(("appearances", .array([object(("source", .string(name(.sources))), ("form", form))])))
            }
        }
        return JSONValue(members: members)
    }

    private func object(_ members: (String, JSONValue)...) -> JSONValue { JSONValue(members: members) }

    private mutating func text() -> JSONValue {
        let words = ["ministry", "outage", "Übersicht", "leak", "claim", "\"quoted\""]
        return .string((0...number(below: 3)).map { _ in words[number(below: words.count)] }.joined(separator: " "))
    }
}
