import DossierClient
import DossierCore
import DossierWire
import TestSupport

/// Random requests of any method, with words that could find what is hidden.
struct RequestMaker {
    let catalog: ServiceCatalog
    var random: SeededGenerator

    private static let names = [
        "incidents/hush-incident", "incidents/hush-victim", "incidents/hush-gone", "incidents/late", "incidents/twice",
        "incidents/open", "incidents/twice@1", "incidents/late@1", "actors/hush-actor", "actors/hush-child",
        "actors/open",
        "sources/hush-source", "sources/open", "statements/hush-red", "statements/hush-naming",
        "statements/hush-denial",
        "statements/hush-other", "statements/open",
    ]
    private static let filters = [
        "title:\"Verschluss\"", "display_name = \"Verschluss actor\"", "tlp = \"red\"",
        "victims.actor = \"actors/hush-actor\"",
        "name = \"incidents/hush-incident\"", "about.name = \"incidents/hush-incident\"",
        "target_actors = \"actors/hush-actor\"",
        "labels = \"case=Verschluss\"", "name != \"incidents/open\"", "NOT tlp = \"clear\"",
    ]

    /// A request for a message of that type.
    mutating func request(_ type: String, depth: Int = 0) -> JSONValue {
        guard let message = catalog.message(type) else { return .object([]) }
        var members: [JSONValue.Member] = []
        var taken: Set<Int32> = []
        for field in message.fields where depth < 4 && isWanted(field, depth) {
            if let oneof = field.oneof, !field.isOptional, !taken.insert(oneof).inserted { continue }
            guard let value = value(field, depth) else { continue }
            members.append(.init(field.name, field.label == .repeated ? .array([value]) : value))
        }
        return .object(members)
    }

    /// Names are mostly given, or little would be found.
    private mutating func isWanted(_ field: FieldDescription, _ depth: Int) -> Bool {
        guard field.name != "page_token", field.name != "resume_token" else { return false }
        let isName = ["name", "names", "incident", "actor", "statement", "parent"].contains(field.name)
        return Int.random(in: 0..<10, using: &random) < (isName ? 9 : 3)
    }

    private mutating func value(_ field: FieldDescription, _ depth: Int) -> JSONValue? {
        switch field.kind {
        case .string?: return .string(text(field.name))
        case .bool?: return .bool(.random(using: &random))
        case .enumeration?:
            return catalog.enumeration(field.typeName)?.values.randomElement(using: &random).map { .string($0.name) }
        case .message? where field.typeName == "google.protobuf.Timestamp": return .string("2100-01-01T00:00:00Z")
        case .message? where field.typeName == "google.protobuf.FieldMask": return .string("name,tlp")
        case .message? where field.typeName.hasPrefix("google."): return nil
        case .message?: return request(field.typeName, depth: depth + 1)
        case .bytes?, nil: return nil
        default: return .number("\([1, 2, 3, 10, 30].randomElement(using: &random)!)")
        }
    }

    private mutating func text(_ field: String) -> String {
        switch field {
        case "filter": Self.filters.randomElement(using: &random)!
        case "order_by": ["name", "name desc", "create_time desc", "title"].randomElement(using: &random)!
        case "query", "search", "text": ["Verschluss", "hush", "Verschluss*", "Plain"].randomElement(using: &random)!
        default: (Self.names + [HiddenRecord.secret, "hush-incident"]).randomElement(using: &random)!
        }
    }
}
