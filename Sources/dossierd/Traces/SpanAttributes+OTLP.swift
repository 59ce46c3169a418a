import DossierWire
import Tracing

extension SpanAttributes {
    /// In OTLP's JSON. Those of types that the host gives none of are left out.
    var json: JSONValue {
        var pairs: [JSONValue] = []
        forEach { name, attribute in
            let value: (String, JSONValue)
            switch attribute {
            case .string(let text): value = ("stringValue", .string(text))
            case .int64(let number): value = ("intValue", .string("\(number)"))
            case .double(let number): value = ("doubleValue", .number("\(number)"))
            default: return
            }
            pairs.append(JSONValue(members: [("key", .string(name)), ("value", JSONValue(members: [value]))]))
        }
        return .array(pairs)
    }
}
