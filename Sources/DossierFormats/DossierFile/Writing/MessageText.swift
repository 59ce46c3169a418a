import CDossierProtos
import CProtobufC
import DossierClient
import DossierWire

/// Messages in proto3 JSON as dossier files write them: short ones on one line, others a field a line.
struct MessageText {
    private(set) var text = ""
    /// How many values its reader will count.
    private(set) var values = 0
    /// Columns that a line should not be longer than.
    private static let width = 120

    /// `id:` and the fields below it.
    mutating func resource(_ resource: ExportedResource) {
        text += "  \(resource.id):\n"
        fields(of: resource.fields, resource.kind.descriptor, indent: 4)
    }

    private typealias Field = UnsafePointer<ProtobufCFieldDescriptor>

    private mutating func fields(of message: JSONValue, _ type: MessageDescriptor, indent: Int) {
        for (field, value) in Self.fields(of: message, type) {
            let start = String(repeating: " ", count: indent) + String(cString: field.pointee.name) + ":"
            let inline = Self.inline(value, field, of: type)
            if start.count + 1 + inline.text.count <= Self.width || Self.isOneLine(value, field) {
                scalar(value, inline.text, start, indent: indent)
                values += inline.values
            } else if case .array(let elements) = value {
                text += "\(start)\n"
                for element in elements { self.element(element, field, of: type, indent: indent + 2) }
            } else {
                text += "\(start)\n"
                values += 1
                fields(of: value, Self.messageType(field), indent: indent + 2)
            }
        }
    }

    /// A value on the field's own line, or a text of several lines below it.
    private mutating func scalar(_ value: JSONValue, _ inline: String, _ start: String, indent: Int) {
        guard case .string(let words) = value, let lines = YAMLText.blockLines(words) else {
            text += "\(start) \(inline)\n"
            return
        }
        text += "\(start) |-\n"
        let margin = String(repeating: " ", count: indent + 2)
        for line in lines { text += line.isEmpty ? "\n" : "\(margin)\(line)\n" }
    }

    /// `- ` and an element of a list that is too long for one line.
    private mutating func element(_ element: JSONValue, _ field: Field, of type: MessageDescriptor, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        let inline = Self.one(element, field, of: type)
        if margin.count + 2 + inline.text.count <= Self.width || Self.isOneLine(element, field) {
            text += "\(margin)- \(inline.text)\n"
            values += inline.values
        } else {
            var inner = MessageText()
            inner.fields(of: element, Self.messageType(field), indent: indent + 2)
            text += "\(margin)- \(inner.text.dropFirst(indent + 2))"
            values += inner.values + 1
        }
    }

    // MARK: On one line

    private typealias Inline = (text: String, values: Int)

    private static func inline(_ value: JSONValue, _ field: Field, of type: MessageDescriptor) -> Inline {
        guard case .array(let elements) = value else { return one(value, field, of: type) }
        let all = elements.map { one($0, field, of: type) }
        return ("[\(all.map(\.text).joined(separator: ", "))]", all.reduce(1) { $0 + $1.values })
    }

    private static func one(_ value: JSONValue, _ field: Field, of type: MessageDescriptor) -> Inline {
        switch value {
        case .object: return message(value, messageType(field))
        case .string(let text): return (YAMLText.inline(word(text, field, of: type)), 1)
        case .number(let text): return (text, 1)
        case .bool(let truth): return ("\(truth)", 1)
        case .null, .array: return ("", 0)
        }
    }

    private static func message(_ message: JSONValue, _ type: MessageDescriptor) -> Inline {
        if let short = shorthand(message, type) { return (short, 2) }
        if type == dossier__v1__fuzzy_time__type() { return (time(message), 6) }
        let all = fields(of: message, type).map { field, value in
            let inline = inline(value, field, of: type)
            return (text: "\(String(cString: field.pointee.name)): \(inline.text)", values: inline.values)
        }
        return ("{\(all.map(\.text).joined(separator: ", "))}", all.reduce(1) { $0 + $1.values })
    }

    /// A message that is one word.
    private static func shorthand(_ message: JSONValue, _ type: MessageDescriptor) -> String? {
        func alone(_ name: String) -> String? {
            message.members.count == 1 ? message[name]?.text.map(YAMLText.inline) : nil
        }
        switch type {
        case dossier__v1__fuzzy_time__type():
            return message["text"] == nil && message["anchor"] == nil ? FuzzyTimeNotation.word(of: message) : nil
        case dossier__v1__reference__type(): return alone("name")
        case dossier__v1__alias__type(): return alone("value")
        case dossier__v1__hedge__type(): return alone("text")
        case dossier__v1__admiralty__type():
            guard let reliability = message["reliability"]?.text?.last,
                let credibility = message["credibility"]?.text?.last
            else { return nil }
            return "\(reliability)\(credibility)"
        default: return nil
        }
    }

    /// `{time: 2022-09-09, text: Friday}`, or the bounds one by one.
    private static func time(_ time: JSONValue) -> String {
        var parts: [(String, String)] = []
        if time["earliest"] != nil || time["latest"] != nil {
            if let word = FuzzyTimeNotation.word(of: time) {
                parts.append(("time", word))
            } else {
                for (name, bound) in [("earliest", \CalendarTime.earliest), ("latest", \CalendarTime.latest)] {
                    guard let instant = time[name]?.text else { continue }
                    parts.append((name, CalendarTime.word(instant, bound) ?? CalendarTime.exact(instant)))
                }
                parts.append(("precision", precision.word(time["precision"]?.text ?? "") ?? "open"))
            }
        }
        for name in ["text", "anchor"] {
            if let words = time[name]?.text { parts.append((name, YAMLText.inline(words))) }
        }
        if parts.isEmpty { parts.append(("precision", "open")) }
        return "{\(parts.map { "\($0): \($1)" }.joined(separator: ", "))}"
    }

    private static let precision = EnumNotation(dossier__v1__precision__type())

    // MARK: Fields

    /// Those that are set, in the order of the .proto file.
    private static func fields(of message: JSONValue, _ type: MessageDescriptor) -> [(Field, JSONValue)] {
        (0..<Int(type.pointee.n_fields)).compactMap { index in
            let field = Field(type.pointee.fields + index)
            return message[JSONName.camel(String(cString: field.pointee.name))].map { (field, $0) }
        }
    }

    private static func messageType(_ field: Field) -> MessageDescriptor {
        field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
    }

    /// An enum's word, a reference's local name where there can be no doubt, or the text itself.
    private static func word(_ text: String, _ field: Field, of type: MessageDescriptor) -> String {
        if field.pointee.type == PROTOBUF_C_TYPE_ENUM {
            let notation = EnumNotation(field.pointee.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self))
            return notation.word(text) ?? text
        }
        let kinds = ReferenceFields.kinds(field, of: type)
        return kinds.count == 1 ? String(text.drop { $0 != "/" }.dropFirst()) : text
    }

    /// Whether it has no form of several lines.
    private static func isOneLine(_ value: JSONValue, _ field: Field) -> Bool {
        switch value {
        case .array: false
        case .object: messageType(field) == dossier__v1__fuzzy_time__type()
        default: true
        }
    }
}
