import CDossierProtos
import CProtobufC
import DossierClient
import DossierWire
import TestSupport

@testable import DossierFormats

/// Resources that a server takes, with every field set and odd texts in them.
struct RandomRecord {
    private var random: SeededGenerator
    /// In the order in which they can be recorded.
    private(set) var resources: [(kind: ResourceKind, id: String, fields: JSONValue)] = []
    private var names: [ResourceKind: [String]] = [:]
    /// What speaks, of statements.
    private var voices: [String: [JSONValue.Member]] = [:]

    init(_ random: SeededGenerator) {
        self.random = random
        // The one that the first can refer to.
        resources.append((.actors, "plain", JSONValue(members: [("display_name", .string("Plain"))])))
        names[.actors] = ["actors/plain"]
        for kind in [ResourceKind.actors, .sources, .incidents] { for _ in 0..<8 { add(kind) { $0 } } }
        let kinds = EnumNotation(dossier__v1__statement_kind__type())
        for word in kinds.words + kinds.words + kinds.words { addStatement(kinds.name(word) ?? "") }
    }

    private mutating func add(_ kind: ResourceKind, _ fit: (JSONValue) -> JSONValue) {
        let id = "r\(names[kind, default: []].count)-\(kind.field)"
        let fields = fit(message(kind.descriptor, isResource: true))
        resources.append((kind, id, fields))
        names[kind, default: []].append("\(kind)/\(id)")
    }

    /// Of a kind, with what that kind must and may have.
    private mutating func addStatement(_ kind: String) {
        let incident = any(of: [.incidents])!
        let statement = any(of: [.statements])
        let accused = any(of: [.actors])!
        let isCandidate = Bool.random(using: &random)
        let voice = statement.flatMap { voices[$0] } ?? []
        add(.statements) { fields in
            var fields = fields.setting("kind", .string(kind)).setting("target_actors", .array([.string(accused)]))
            var about = [("name", JSONValue.string(incident))]
            if isCandidate, kind != "STATEMENT_KIND_ATTRIBUTES" { about.append(("candidate", .bool(true))) }
            var references = [JSONValue(members: about)]
            if let statement { references.append(JSONValue(members: [("name", .string(statement))])) }
            if kind == "STATEMENT_KIND_RETRACTS", let statement {
                references = [JSONValue(members: [("name", .string(statement))])]
                for member in voice { fields = fields.setting(member.name, member.value) }
            }
            fields = fields.setting("about", .array(references))
            let parts = [
                "LINKS": "link", "ASSESSES": "assessment", "ANNOUNCES_MEASURE": "measure", "SANCTIONS": "measure",
            ]
            let own = parts[String(kind.dropFirst("STATEMENT_KIND_".count))]
            return .object(
                fields.members.filter { $0.name == own || !parts.values.contains($0.name) }
            )
        }
        let (name, fields) = (names[.statements]!.last!, resources.last!.fields)
        voices[name] = fields.members.filter { ["speaker", "on_behalf_of", "said"].contains($0.name) }
    }

    private mutating func any(of kinds: [ResourceKind]) -> String? {
        kinds.flatMap { names[$0] ?? [] }.randomElement(using: &random)
    }

    private mutating func message(_ type: MessageDescriptor, isResource: Bool = false) -> JSONValue {
        if type == dossier__v1__fuzzy_time__type() { return time() }
        var members: [JSONValue.Member] = []
        for index in 0..<Int(type.pointee.n_fields) {
            let field = type.pointee.fields + index
            let name = String(cString: field.pointee.name)
            if isResource, ResourceKind.isServerField(name) { continue }
            guard field.pointee.label == PROTOBUF_C_LABEL_REPEATED else {
                if let value = value(field, name, of: type) { members.append(.init(name, value)) }
                continue
            }
            let values = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in value(field, name, of: type) }
            if !values.isEmpty { members.append(.init(name, .array(values))) }
        }
        return .object(members)
    }

    private mutating func value(
        _ field: UnsafePointer<ProtobufCFieldDescriptor>,
        _ name: String,
        of type: MessageDescriptor
    ) -> JSONValue? {
        switch field.pointee.type {
        case PROTOBUF_C_TYPE_MESSAGE:
            let inner = message(field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
            return type == dossier__v1__statement__type() && name == "link" ? link(inner) : inner
        case PROTOBUF_C_TYPE_STRING:
            let kinds = ReferenceFields.kinds(field, of: type)
            return kinds.isEmpty ? .string(text(name)) : any(of: kinds).map(JSONValue.string)
        case PROTOBUF_C_TYPE_ENUM:
            let words = EnumNotation(field.pointee.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self))
            return words.name(words.words.randomElement(using: &random)!).map(JSONValue.string)
        case PROTOBUF_C_TYPE_BOOL: return .bool(true)
        case PROTOBUF_C_TYPE_DOUBLE:
            let range = name == "minimum" ? -1e9 ... -0.5 : 0...1e22
            return .number("\(Double.random(in: range, using: &random))")
        default: return .number("\(Int.random(in: 0...100, using: &random))")
        }
    }

    /// Between two incidents, which every type but those of actors can join.
    private mutating func link(_ link: JSONValue) -> JSONValue {
        let ofActors = ["SPONSORS", "HOSTS", "ADVERSARY_OF", "MEMBER_OF"].contains {
            link["type"]?.text?.hasSuffix($0) == true
        }
        let ends = (names[ofActors ? .actors : .incidents] ?? []).shuffled(using: &random)
        return link.setting("from", .string(ends[0])).setting("to", .string(ends[1]))
    }

    private mutating func text(_ field: String) -> String {
        switch field {
        case "country": ["AL", "IR", "US"].randomElement(using: &random)!
        case "actor_types": ["nation-state", "spy"].randomElement(using: &random)!
        case "utterance": "utterance-\(Int.random(in: 0...9, using: &random))"
        default: OddTexts.all.randomElement(using: &random)!
        }
    }

    private mutating func time() -> JSONValue {
        let times = [
            ("2022-07-15T00:00:00Z", "2022-07-15T23:59:59.999999999Z", "DAY"),
            ("2022-01-01T00:00:00Z", "2022-12-31T23:59:59.999999999Z", "YEAR"),
            ("2022-07-15T10:00:00Z", "2022-07-15T10:59:59.999999999Z", "HOUR"),
            ("2022-07-15T22:00:00Z", "2022-07-16T21:59:59.999999999Z", "DAY"),
            ("2022-07-15T00:00:00Z", "2022-07-15T23:59:59Z", "DAY"),
            ("2022-07-15T00:00:00.000000001Z", "2022-07-16T00:00:00.500Z", "RANGE"),
            ("2022-07-15T00:00:00Z", "2022-08-31T23:59:59.999999999Z", "RANGE"), ("2022-07-15T00:00:00Z", "", "OPEN"),
            ("", "2022-07-15T00:00:00Z", "OPEN"), ("1678-01-01T00:00:00Z", "2261-12-31T23:59:59.999999999Z", "RANGE"),
            ("", "", "OPEN"),
        ]
        let (earliest, latest, precision) = times.randomElement(using: &random)!
        var members = [("precision", JSONValue.string("PRECISION_\(precision)"))]
        if !earliest.isEmpty { members.append(("earliest", .string(earliest))) }
        if !latest.isEmpty { members.append(("latest", .string(latest))) }
        if Bool.random(using: &random) { members.append(("text", .string(text("text")))) }
        if Bool.random(using: &random) { members.append(("anchor", .string(text("anchor")))) }
        return JSONValue(members: members)
    }
}
