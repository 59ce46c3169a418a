import DossierClient
import DossierWire

/// What a revision did to one field.
struct FieldChange: Equatable {
    /// As in the .proto file.
    let field: String
    /// "old → new"; for a list, what came ("+ ..") and what went ("- ..").
    let lines: [String]

    /// Of every field that a writer can set, in the order of the .proto file.
    static func between(_ old: JSONValue, _ new: JSONValue, _ kind: ResourceKind) -> [FieldChange] {
        let names = (new.members + old.members).map(\.name).filter { !ResourceKind.isServerField($0) }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted && old[$0] != new[$0] }
            .map { FieldChange(FieldType.snake($0), old[$0], new[$0], FieldType($0, of: kind.descriptor)) }
    }

    private init(_ field: String, _ old: JSONValue?, _ new: JSONValue?, _ type: FieldType?) {
        self.field = field
        lines =
            switch (old, new) {
            case (.array(let old)?, .array(let new)?): Self.lines(old, new, type)
            case (nil, .array(let new)?): Self.lines([], new, type)
            case (.array(let old)?, nil): Self.lines(old, [], type)
            case (nil, _): ["+ \(FieldText.text(new, type))"]
            case (_, nil): ["- \(FieldText.text(old, type))"]
            default: [TextChange.text(FieldText.text(old, type), FieldText.text(new, type))]
            }
    }

    private static func lines(_ old: [JSONValue], _ new: [JSONValue], _ type: FieldType?) -> [String] {
        let gone = old.without(new)
        let come = new.without(old)
        if gone.isEmpty, come.isEmpty { return ["in another order: \(FieldText.text(.array(new), type))"] }
        return gone.map { "- \(FieldText.text($0, type))" } + come.map { "+ \(FieldText.text($0, type))" }
    }
}

extension [JSONValue] {
    /// Those that are more often here than there.
    fileprivate func without(_ others: [JSONValue]) -> [JSONValue] {
        others.reduce(into: self) { rest, other in
            if let index = rest.firstIndex(of: other) { rest.remove(at: index) }
        }
    }
}
