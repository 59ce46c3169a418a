import DossierWire

extension FieldOutline {
    /// A row for each field, those inside indented.
    static func table(_ fields: [FieldOutline]) -> Table {
        var table = Table(["FIELD", "TYPE", "HOW"])
        add(fields, to: &table, indent: "")
        return table
    }

    private static func add(_ fields: [FieldOutline], to table: inout Table, indent: String) {
        for field in fields {
            let hints = field.hints
            table.add([indent + field.name, field.shape, hints.first ?? ""])
            for hint in hints.dropFirst() { table.add(["", "", hint]) }
            add(field.fields ?? [], to: &table, indent: indent + "  ")
        }
    }

    /// "[Victim]" of a list of dossier.v1.Victim, "{string: int64}" of a map.
    private var shape: String {
        let short = type.split(separator: ".").last.map(String.init) ?? type
        return switch repetition {
        case .single: short
        case .list: "[\(short)]"
        case .map(let key): "{\(key): \(short)}"
        }
    }

    /// What is to be known to write it, in lines that fit beside the rest.
    private var hints: [String] {
        var lines = oneof.map { ["one of \($0)"] } ?? []
        if let form = Self.forms[type] { lines.append(form) }
        // Which means that nothing is said: leaving the field out says that, too.
        var line = ""
        for value in values where !value.hasSuffix("_UNSPECIFIED") {
            if !line.isEmpty, line.count + value.count > Self.lineCharacters {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? value : " | \(value)"
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private static let lineCharacters = 60

    /// What JSON writes otherwise than one would think.
    private static let forms = [
        "bytes": "Base64", "google.protobuf.Timestamp": #""2022-07-15T08:00:00Z""#,
        "google.protobuf.Duration": #""1.5s""#,
        "google.protobuf.FieldMask": #""title,summary""#,
        "google.protobuf.Any": #"{"@type": "type.googleapis.com/MESSAGE", and its fields}"#,
    ]

    /// An array of objects.
    static func json(_ fields: [FieldOutline]) -> JSONValue { .array(fields.map(\.json)) }

    private var json: JSONValue {
        var members: [(String, JSONValue)] = [("name", .string(name)), ("type", .string(type))]
        switch repetition {
        case .single: break
        case .list: members.append(("repeated", .bool(true)))
        case .map(let key): members.append(("keys", .string(key)))
        }
        if let oneof { members.append(("oneof", .string(oneof))) }
        if !values.isEmpty { members.append(("values", .array(values.map(JSONValue.string)))) }
        if let fields { members.append(("fields", Self.json(fields))) }
        return JSONValue(members: members)
    }
}
